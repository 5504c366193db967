import { type Path, pathText } from './definition/path.js';
import { DefinitionError, type Problem } from './definition/problems.js';
import { isJsonObject, type Json, type JsonObject } from './json.js';
import { plainObject } from './plain.js';

/** A partial definition with a name, such as a preset, the platform's defaults or an environment's changes. */
export interface NamedLayer {
  readonly name: string;
  /** an object of plain data; `undefined` counts as an empty layer */
  readonly value: unknown;
}

/** What the layers come to, and who said what. */
export interface Merged {
  /** the merged object, which shares nothing with the layers */
  readonly value: Record<string, unknown>;
  /**
   * the layer that set each leaf; a leaf is a scalar, a list or an empty object, and its key is spelled as `Problem.path`.
   * Only errors and explanations ask, so that it is made when it is asked for
   */
  readonly origin: ReadonlyMap<string, string>;
}

interface Leaf {
  readonly layer: string;
  readonly value: Exclude<Json, JsonObject>;
}

interface Branch {
  readonly layer: string;
  readonly children: Map<string, Leaf | Branch>;
}

/**
 * Lays each layer over the ones before it. Objects merge by key, everything else (lists, scalars) replaces, `null`
 * removes a key, and an object that names another `kind` or `language` than the one below replaces it wholly. A key keeps the place
 * where it was first said. Throws a DefinitionError that names the layer, for what is not plain data.
 */
export const merge = (layers: readonly NamedLayer[]): Merged => mergePlain(plainLayers(layers));

/** A layer that is known to be plain data, and nobody else's. */
export interface PlainLayer {
  readonly name: string;
  readonly value: JsonObject;
}

/** What `merge` does, for layers that `plainLayers` or `plainObject` made. */
export function mergePlain(layers: readonly PlainLayer[]): Merged {
  let root: Branch = { layer: '', children: new Map() };
  for (const { name, value } of layers) root = layOver(root, value, name);
  return {
    value: objectOf(root),
    get origin() {
      return new Map(originOf(root, []));
    },
  };
}

/** Copies every layer, and reports the faults of all of them at once. */
export function plainLayers(layers: readonly NamedLayer[]): readonly PlainLayer[] {
  const faults: DefinitionError[] = [];
  const copies = layers.flatMap(({ name, value }) => {
    if (value === undefined) return [];
    try {
      return [{ name, value: plainObject(value, name) }];
    } catch (error) {
      if (!(error instanceof DefinitionError)) throw error;
      faults.push(error);
      return [];
    }
  });
  if (faults.length === 1) throw faults[0];
  if (faults.length > 1) throw new DefinitionError('layers', faults.flatMap(namingLayer));
  return copies;
}

const namingLayer = ({ source, problems }: DefinitionError): readonly Problem[] =>
  problems.map((problem) => ({ ...problem, message: `in ${source}: ${problem.message}` }));

function layOver(below: Leaf | Branch | undefined, above: JsonObject, layer: string): Branch {
  const merges = below !== undefined && 'children' in below && !namesOtherKind(below, above);
  const children = new Map(merges ? below.children : []);
  for (const [key, value] of Object.entries(above)) {
    if (value === null) children.delete(key);
    else children.set(key, isJsonObject(value) ? layOver(children.get(key), value, layer) : { layer, value });
  }
  return { layer, children };
}

/** The keys by which unions are told apart. */
const discriminators = ['kind', 'language'] as const;

function namesOtherKind(below: Branch, above: JsonObject): boolean {
  return discriminators.some((key) => {
    const leaf = below.children.get(key);
    const current = leaf && 'value' in leaf ? leaf.value : undefined;
    return typeof current === 'string' && typeof above[key] === 'string' && current !== above[key];
  });
}

function objectOf({ children }: Branch): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const [key, node] of children) object[key] = 'value' in node ? node.value : objectOf(node);
  return object;
}

function* originOf({ children }: Branch, path: Path): Generator<[path: string, layer: string]> {
  for (const [key, node] of children) {
    const at = [...path, key];
    if ('value' in node || node.children.size === 0) yield [pathText(at), node.layer];
    else yield* originOf(node, at);
  }
}
