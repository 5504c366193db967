import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Scalar, type YAMLMap } from 'yaml';
import { type Path, pathText, quote } from './definition/path.js';
import { DefinitionError, type Problem } from './definition/problems.js';
import { unsafeKeys } from './plain.js';
import { type Place, parseOne } from './yaml-syntax.js';

const maxAliases = 100;

/** What one reading has seen so far. */
interface Reading {
  readonly document: Document;
  readonly place: Place;
  readonly problems: Problem[];
  readonly open: Set<unknown>;
  aliases: number;
}

/**
 * Reads the text of one YAML 1.2 or JSON document whose top is an object. A plain number that would print otherwise than
 * it is written (`1.10`, `0755`, `1e3`) stays text, so that the schema decides. Throws a DefinitionError with line and
 * column of every fault: syntax, duplicate or unsafe keys, merge keys, tags, more than 100 aliases or 64 levels.
 */
export function readYaml(text: string, source: string): Readonly<Record<string, unknown>> {
  const { document, place } = parseOne(text, source);
  const reading: Reading = { document, place, problems: [], open: new Set(), aliases: 0 };
  const { contents } = document;
  const value = isMap(contents) ? within(contents, reading, () => objectOf(contents, [], reading)) : undefined;
  if (!value) reading.problems.push(noObject(contents));
  if (!value || reading.problems.length > 0) throw new DefinitionError(source, reading.problems);
  return value;
}

const noObject = (contents: unknown): Problem => ({
  path: '',
  message: `expected an object, found ${isSeq(contents) ? 'a list' : 'a single value'}`,
  fix: 'write keys and values, such as name: orders',
});

function refuse({ problems, place }: Reading, node: unknown, path: Path, message: string, fix: string): undefined {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
  const at = Array.isArray(range) && typeof range[0] === 'number' ? place(range[0]) : '';
  problems.push({ path: pathText(path), message: `${at}${message}`, fix });
}

function dataOf(node: unknown, path: Path, reading: Reading): unknown {
  if (isAlias(node)) return aliased(node, path, reading);
  if (isScalar(node)) return scalarOf(node);
  if (isSeq(node))
    return within(node, reading, () => node.items.map((item, index) => dataOf(item, [...path, index], reading)));
  return isMap(node) ? within(node, reading, () => objectOf(node, path, reading)) : null;
}

/** Reads a collection while it counts as open, so that an alias inside it cannot lead back to it. */
function within<T>(node: unknown, { open }: Reading, read: () => T): T {
  open.add(node);
  const value = read();
  open.delete(node);
  return value;
}

/** Numbers in text keep what people see: `1.10` is a version, `0755` a file mode. */
function scalarOf({ value, source }: Scalar): unknown {
  return typeof value === 'number' && source !== undefined && source !== String(value) ? source : value;
}

function aliased(alias: Alias, path: Path, reading: Reading): unknown {
  reading.aliases += 1;
  if (reading.aliases > maxAliases)
    return reading.aliases === maxAliases + 1 ? tooManyAliases(alias, reading) : undefined;
  const target = alias.resolve(reading.document);
  if (!target)
    return refuse(reading, alias, path, `there is no anchor &${alias.source} before this alias`, 'write the value');
  if (reading.open.has(target))
    return refuse(reading, alias, path, 'the anchor contains itself', 'write the value out');
  return dataOf(target, path, reading);
}

const tooManyAliases = (alias: Alias, reading: Reading): undefined =>
  refuse(reading, alias, [], `more than ${maxAliases} aliases, counted each time one is used`, 'write the values out');

function objectOf(map: YAMLMap, path: Path, reading: Reading): Readonly<Record<string, unknown>> {
  const object: Record<string, unknown> = {};
  for (const { key, value } of map.items) {
    const name = keyOf(key, path, reading);
    if (name === undefined) continue;
    if (Object.hasOwn(object, name))
      refuse(reading, key, [...path, name], 'the key is given twice', 'keep one of the two');
    else object[name] = dataOf(value, [...path, name], reading);
  }
  return object;
}

function keyOf(key: unknown, path: Path, reading: Reading): string | undefined {
  if (!isScalar(key) || key.value === null) return refuse(reading, key, path, 'a key must be text', 'use a plain word');
  const name = typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
  if (name === '<<')
    return refuse(reading, key, path, 'merge keys (<<) are not read', 'use a preset, or write the values out');
  if (unsafeKeys.includes(name))
    return refuse(reading, key, [...path, name], `the key ${quote(name)} is not allowed`, 'use another name');
  return name;
}
