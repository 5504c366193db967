import { type Path, pathText } from './definition/path.js';
import { DefinitionError, type Problem } from './definition/problems.js';
import { isJsonObject, type Json, type JsonObject } from './json.js';

/** Keys that reach an object's prototype in careless code, here or in whatever reads the result. */
export const unsafeKeys: readonly string[] = ['__proto__', 'constructor', 'prototype'];

const maxDepth = 64;
const maxValues = 100_000;
const loneSurrogate = /\p{Surrogate}/u;

/** What one copy has seen so far. */
interface Walk {
  readonly problems: Problem[];
  readonly ancestors: Set<object>;
  values: number;
}

/**
 * A deep copy that is plain data and shares nothing with `value`; `undefined` entries of objects are left out. Throws a
 * DefinitionError that lists, by path, all that JSON cannot hold, unsafe keys, cycles, more than 64 levels, and more
 * than 100,000 values.
 */
export function plainObject(value: unknown, source: string): JsonObject {
  const walk: Walk = { problems: [], ancestors: new Set(), values: 0 };
  const copy = copyOf(value, [], walk);
  if (walk.problems.length === 0 && isJsonObject(copy)) return copy;
  if (walk.problems.length === 0) refuse(walk, [], `expected an object, found ${nameOf(value)}`);
  throw new DefinitionError(source, walk.problems);
}

function refuse({ problems }: Walk, path: Path, message: string, fix?: string): undefined {
  problems.push({ path: pathText(path), message, ...(fix === undefined ? {} : { fix }) });
}

/** Whether a value is an object of any kind but a list. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const refuseKind = (walk: Walk, path: Path, value: unknown): undefined =>
  refuse(
    walk,
    path,
    `expected plain data, found ${nameOf(value)}`,
    'use text, a finite number, true, false, a list or a plain object',
  );

function copyOf(value: unknown, path: Path, walk: Walk): Json | undefined {
  walk.values += 1;
  if (walk.values > maxValues) return tooMany(walk);
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return isWhole(value) ? value : refuse(walk, path, halfCharacter);
  if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value;
  return typeof value === 'object' ? nested(value, path, walk) : refuseKind(walk, path, value);
}

const halfCharacter = 'the text has half a character (a lone surrogate)';
const isWhole = (text: string): boolean => !loneSurrogate.test(text);

const tooMany = (walk: Walk): undefined =>
  walk.values === maxValues + 1
    ? refuse(walk, [], `more than ${maxValues} values`, 'repeat less: shared objects count each time they are used')
    : undefined;

function nested(value: object, path: Path, walk: Walk): Json | undefined {
  if (walk.ancestors.has(value)) return refuse(walk, path, 'the value contains itself', 'write it without the cycle');
  if (path.length >= maxDepth) return refuse(walk, path, `nested deeper than ${maxDepth} levels`, 'use fewer levels');
  walk.ancestors.add(value);
  const copy = Array.isArray(value) ? listCopy(value, path, walk) : objectCopy(value, path, walk);
  walk.ancestors.delete(value);
  return copy;
}

function listCopy(list: readonly unknown[], path: Path, walk: Walk): Json | undefined {
  if (Object.keys(list).length !== list.length)
    return refuse(walk, path, 'a list with holes or named entries', 'write a plain list');
  return list.map((entry, index) => copyOf(entry, [...path, index], walk) ?? null);
}

function objectCopy(object: object, path: Path, walk: Walk): Json | undefined {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return refuseKind(walk, path, object);
  const copy: Record<string, Json> = {};
  for (const key of Reflect.ownKeys(object)) {
    const entry = entryCopy(object, key, [...path, key], walk);
    if (entry !== undefined && typeof key === 'string') copy[key] = entry;
  }
  return copy;
}

function entryCopy(owner: object, key: string | symbol, path: Path, walk: Walk): Json | undefined {
  if (typeof key === 'symbol') return refuse(walk, path, 'a key must be text, found a symbol', 'use text');
  if (unsafeKeys.includes(key)) return refuse(walk, path, `the key ${key} is not allowed`, 'use another name');
  if (!isWhole(key)) return refuse(walk, path, halfCharacter);
  const property = Object.getOwnPropertyDescriptor(owner, key);
  if (property?.get || property?.set) return refuse(walk, path, 'a getter is not plain data', 'write the value itself');
  return property?.value === undefined ? undefined : copyOf(property.value, path, walk);
}

/** The kind of a value as an error names it: `a list`, `a Date`, `NaN`, `undefined`, `a function`. */
export function nameOf(value: unknown): string {
  if (value === null || value === undefined || (typeof value === 'number' && !Number.isFinite(value)))
    return String(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value !== 'object') return `a ${typeof value}`;
  const made: unknown = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(value) ?? {}, 'constructor')?.value;
  return typeof made === 'function' && made.name !== '' ? `a ${made.name}` : 'an object of a class';
}
