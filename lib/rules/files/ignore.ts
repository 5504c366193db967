/** One line of a `.dockerignore`. */
export interface Pattern {
  readonly text: string;
  readonly line: number;
  /** begins with `!`: brings back what an earlier line hides */
  readonly brings: boolean;
  readonly parts: readonly string[];
}

/** The parts of a path in its shortest form: `./a//b/../c/` is `a` and `c`. */
export function partsOf(path: string): readonly string[] {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts;
}

/** `docs/**` is what is in docs, and not docs itself. */
const inside = (parts: readonly string[]): readonly string[] => (parts.at(-1) === '**' ? [...parts, '*'] : parts);

/** Reads a `.dockerignore` as Docker does; comments and empty lines are none. */
export const readIgnore = (text: string): readonly Pattern[] =>
  text.split(/\r?\n/).flatMap((line, index) => {
    const found = line.trim();
    if (found === '' || line.startsWith('#')) return [];
    const brings = found.startsWith('!');
    const parts = inside(partsOf(found.slice(brings ? 1 : 0).trim()));
    return parts.length === 0 ? [] : [{ text: found, line: index + 1, brings, parts }];
  });

type Token = 'star' | ((character: string) => boolean);

const tokens = (glob: string): readonly Token[] =>
  (glob.match(/\\.|\[\^?[^\]]+\]|\*+|[\s\S]/g) ?? []).map((part): Token => {
    if (part.startsWith('*')) return 'star';
    if (part === '?') return () => true;
    if (part.startsWith('[') && part.length > 2) return inClass(part);
    const literal = part.startsWith('\\') && part.length > 1 ? part.slice(1) : part;
    return (character) => character === literal;
  });

const inClass = (text: string): ((character: string) => boolean) => {
  const negated = text[1] === '^';
  const ranges = text.slice(negated ? 2 : 1, -1).match(/[\s\S]-[\s\S]|[\s\S]/g) ?? [];
  return (character) =>
    negated !== ranges.some((range) => character >= (range[0] ?? '') && character <= (range.at(-1) ?? ''));
};

/** Whether a glob matches one part of a path; goes back to the last star only, so that no pattern takes long. */
function matchesPart(glob: string, part: string): boolean {
  const wanted = tokens(glob);
  const characters = part.match(/[\s\S]/g) ?? [];
  let [token, at, star, from] = [0, 0, -1, 0];
  while (at < characters.length) {
    const next = wanted[token];
    if (next === 'star') {
      star = token++;
      from = at;
    } else if (next?.(characters[at] ?? '')) {
      token++;
      at++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++from;
    } else return false;
  }
  return wanted.slice(token).every((rest) => rest === 'star');
}

/** Whether a pattern matches the beginning of a path: the path itself or a folder that it is in. */
function matches(pattern: readonly string[], path: readonly string[]): boolean {
  let reached = new Set([0]);
  for (let at = 0; ; at++) {
    for (const one of reached) if (pattern[one] === '**') reached.add(one + 1);
    if (reached.has(pattern.length) && at > 0) return true;
    const part = path[at];
    if (part === undefined) return false;
    const next = new Set<number>();
    for (const one of reached) {
      const glob = pattern[one];
      if (glob === '**') next.add(one);
      else if (glob !== undefined && matchesPart(glob, part)) next.add(one + 1);
    }
    reached = next;
  }
}

/** Whether a pattern may match something below a path. */
const reachesBelow = (pattern: readonly string[], path: readonly string[]): boolean => {
  const deep = pattern.indexOf('**');
  const compared = path.slice(0, deep === -1 ? undefined : deep);
  return (
    (deep !== -1 || pattern.length > path.length) &&
    compared.every((part, index) => index >= pattern.length || matchesPart(pattern[index] ?? '', part))
  );
};

/** A name that only wildcards match. */
const anything = '\u0001';

const decides = (patterns: readonly Pattern[], path: readonly string[]): Pattern | undefined => {
  const last = patterns.findLast((pattern) => matches(pattern.parts, path));
  return last?.brings === false ? last : undefined;
};

/** The line that hides a file, or a folder with all that is in it; undefined when at least a part of it is seen. */
export function hiddenBy(patterns: readonly Pattern[], source: string): Pattern | undefined {
  const path = partsOf(source);
  const found = (path.length === 0 ? undefined : decides(patterns, path)) ?? decides(patterns, [...path, anything]);
  const back = patterns.some(({ brings, parts }) => brings && reachesBelow(parts, path));
  return back ? undefined : found;
}
