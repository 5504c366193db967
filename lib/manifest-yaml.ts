import { isJsonObject, type Json, type JsonObject } from './json.js';
import { isLiteral, yamlLiteral, yamlNumber, yamlString } from './yaml-scalar.js';

/** YAML wants `? ` before a key that is longer than 1,024 signs. */
const LONGEST_KEY = 1000;

/** The keys with which every Kubernetes object starts, in their order. */
const FIRST: readonly string[] = ['apiVersion', 'kind', 'metadata'];

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** What stands on the line of its key or dash: a scalar, or an empty collection. */
function inline(value: Json | undefined, pad: string): string {
  if (typeof value === 'string') return isLiteral(value) ? yamlLiteral(value, pad) : `${yamlString(value)}\n`;
  if (typeof value === 'number') return `${yamlNumber(value)}\n`;
  if (typeof value === 'boolean' || value === null) return `${value}\n`;
  if (typeof value === 'object') return isList(value) ? '[]\n' : '{}\n';
  throw new Error(`cannot write a value of type ${typeof value}: only JSON values can stand in a manifest`);
}

/** The lines of a list, the first behind `first` and the others behind `pad`. */
function list(items: readonly Json[], pad: string, first: string): string {
  const inner = `${pad}  `;
  let text = '';
  for (const item of items) {
    const dash = `${text === '' ? first : pad}- `;
    const lines = block(item, inner, dash);
    text += lines === '' ? `${dash}${inline(item, inner)}` : lines;
  }
  return text;
}

/** The lines of a map, the first behind `first` and the others behind `pad`; none if no key has a value. */
function map(keys: readonly string[], value: JsonObject, pad: string, first: string): string {
  const inner = `${pad}  `;
  let text = '';
  for (const key of keys) {
    const child = value[key];
    if (child === undefined) continue;
    const name = yamlString(key);
    const start = text === '' ? first : pad;
    const head = name.length > LONGEST_KEY ? `${start}? ${name}\n${pad}:` : `${start}${name}:`;
    const lines = block(child, inner, inner);
    text += lines === '' ? `${head} ${inline(child, inner)}` : `${head}\n${lines}`;
  }
  return text;
}

/** The lines of a list or a map; none if it is empty, or a scalar. Keys are sorted, so that their order never matters. */
function block(value: Json | undefined, pad: string, first: string): string {
  if (isList(value)) return list(value, pad, first);
  return isJsonObject(value) ? map(Object.keys(value).sort(), value, pad, first) : '';
}

/**
 * Writes one Kubernetes object as a YAML document that YAML 1.1 (Kubernetes) and 1.2 both read back as the same JSON.
 * Keys are sorted, after `apiVersion`, `kind` and `metadata`; an undefined value is left out.
 * A value that is not JSON (NaN, a function, half a surrogate pair) is an error.
 */
export function manifestYaml(object: JsonObject): string {
  const others = Object.keys(object).filter((key) => !FIRST.includes(key));
  const text = map([...FIRST, ...others.sort()], object, '', '');
  return text === '' ? '{}\n' : text;
}
