import { looksSecretValue } from './secret-like.js';

/** Where a value stands in a definition: keys and list indexes, from the outside in. */
export type Path = readonly PropertyKey[];

const plainKey = /^[A-Za-z_][\w-]{0,255}$/;

/** One path segment as it is printed: `.name`, `[0]`, or `["example.com/team"]` for a key that is not a plain word. */
function segmentText(segment: PropertyKey): string {
  if (typeof segment === 'number') return `[${segment}]`;
  const key = String(segment);
  if (looksSecretValue(key)) return '[(hidden)]';
  return plainKey.test(key) ? `.${key}` : `[${quote(key, 400)}]`;
}

/** A path as people read it: `network.ports.http`, `command[0]`, `labels["example.com/team"]`, and '' for the whole. */
export const pathText = (path: Path): string => path.map(segmentText).join('').replace(/^\./, '');

/** Text in double quotes with every control, format and lone surrogate character escaped, and long text cut. */
export function quote(text: string, maxLength = 78): string {
  const escaped = JSON.stringify(text.slice(0, maxLength)).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return escaped.length <= maxLength + 2 && text.length <= maxLength ? escaped : `${escaped.slice(0, maxLength - 1)}…"`;
}

/** What stands at a path; `absent` when the innermost container has no such key, `elsewhere` when there is no container. */
export type Found =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'absent' }
  | { readonly kind: 'elsewhere' };

/** Looks a path up in own properties only. */
export function valueAt(input: unknown, path: Path): Found {
  let value = input;
  for (const segment of path) {
    if (typeof value !== 'object' || value === null) return { kind: value === undefined ? 'absent' : 'elsewhere' };
    value = Object.getOwnPropertyDescriptor(value, segment)?.value;
  }
  return value === undefined ? { kind: 'absent' } : { kind: 'value', value };
}
