import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml';

/** A key or an index. */
export type Step = string | number;

/** A YAML file, read. */
export interface YamlFile {
  readonly value: unknown;
  /** the line of what stands under a path, or of the nearest thing around it; from 1 */
  readonly lineOf: (path: readonly Step[]) => number | undefined;
}

/** What is wrong with a YAML file that cannot be read. */
export interface YamlProblem {
  readonly problem: string;
  readonly line?: number;
}

/** Reads one YAML document with anchors and merges; never throws. */
export function readYaml(text: string): YamlFile | YamlProblem {
  try {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false, logLevel: 'error' });
    const [error] = document.errors;
    if (error !== undefined) {
      return { problem: `is no YAML: ${firstLine(error.message)}`, line: lines.linePos(error.pos[0]).line };
    }
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return { value, lineOf: (path) => lineOf(document, lines, path) };
  } catch (error) {
    return { problem: `cannot be read: ${firstLine(error instanceof Error ? error.message : String(error))}` };
  }
}

const firstLine = (message: string): string => message.split('\n', 1)[0]?.replace(/\.$/, '') ?? '';

type Item = { readonly node: Node | undefined; readonly start: number | undefined };

function lineOf(document: Document, lines: LineCounter, path: readonly Step[]): number | undefined {
  let node: Node | undefined = document.contents ?? undefined;
  let start = node?.range?.[0];
  for (const step of path) {
    const found = child(document, node, step);
    if (found === undefined) break;
    node = found.node;
    start = found.start ?? start;
  }
  return start === undefined ? undefined : lines.linePos(start).line;
}

const nodeOf = (value: unknown): Node | undefined =>
  isScalar(value) || isMap(value) || isSeq(value) || isAlias(value) ? value : undefined;

const isMerge = (key: unknown): boolean =>
  isScalar(key) && (key.value === '<<' || (typeof key.value === 'symbol' && key.value.description === '<<'));

/** Merges may name each other in a circle. */
const deepest = 20;

function child(document: Document, parent: Node | undefined, step: Step, depth = 0): Item | undefined {
  const node = isAlias(parent) ? parent.resolve(document) : parent;
  if (isSeq(node)) {
    const item = nodeOf(node.items[Number(step)]);
    return item && { node: item, start: item.range?.[0] };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  if (pair !== undefined) return itemOf(pair);
  for (const { value } of node.items.filter(({ key }) => isMerge(key))) {
    for (const source of isSeq(value) ? value.items : [value]) {
      const found = depth > deepest ? undefined : child(document, nodeOf(source), step, depth + 1);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

const itemOf = ({ key, value }: Pair): Item => ({ node: nodeOf(value), start: nodeOf(key)?.range?.[0] });
