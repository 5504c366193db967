import { parse } from 'yaml';
import { isJsonObject, type Json, type JsonObject } from '../../../lib/json.js';

const braced = /^([_a-z][_a-z0-9]*)(?:(:?[-?])(.*))?$/is;

/** Where the first brace of a text is closed, as compose-go counts: braces of every kind, wherever they stand. */
const closing = (text: string): number => {
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '{') open++;
    if (text[at] === '}' && --open === 0) return at;
  }
  return -1;
};

/** What Compose makes of one text: `$$`, `$KEY`, `${KEY}`, `${KEY:?why}`, `${KEY-else}` and `${KEY:-else}`; all else is an error. */
export const interpolate = (text: string, env: Readonly<Record<string, string>>): string => {
  const at = text.indexOf('$');
  if (at === -1) return text;
  const [before, after] = [text.slice(0, at), text.slice(at + 1)];
  if (after.startsWith('$')) return `${before}$${interpolate(after.slice(1), env)}`;
  const name = /^[_a-z][_a-z0-9]*/i.exec(after)?.[0];
  if (name !== undefined) return before + (env[name] ?? '') + interpolate(after.slice(name.length), env);
  const end = after.startsWith('{') ? closing(after) : -1;
  const [, key, operator = '', rest = ''] = (end === -1 ? undefined : braced.exec(after.slice(1, end))) ?? [];
  if (key === undefined || rest.includes('\n')) throw new Error(`invalid template: ${text}`);
  const found = env[key];
  const there = found !== undefined && (found !== '' || !operator.startsWith(':'));
  if (!there && operator.endsWith('?')) throw new Error(`${key} is missing: ${rest}`);
  return before + (there ? found : interpolate(rest, env)) + interpolate(after.slice(end + 1), env);
};

/** A Compose file as the engine gets it: read as YAML 1.2 and 1.1 alike, its scalars interpolated. */
export const read = (text: string, env: Readonly<Record<string, string>> = {}): JsonObject => {
  const walk = (value: Json): Json => {
    if (typeof value === 'string') return interpolate(value, env);
    if (Array.isArray(value)) return value.map(walk);
    return isJsonObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, child]) => [key, walk(child)]))
      : value;
  };
  const [modern, old] = (['1.2', '1.1'] as const).map((version) => JSON.stringify(parse(text, { version })));
  if (modern !== old) throw new Error(`YAML 1.1 reads it otherwise:\n${modern}\n${old}`);
  return walk(parse(text) as Json) as JsonObject;
};
