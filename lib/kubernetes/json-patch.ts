import { nearest } from '../definition/issues.js';
import { isJsonObject, type Json } from '../json.js';
import { unsafeKeys } from '../plain.js';

/** One operation of RFC 6902 on one object; `path` is a JSON pointer such as `/spec/template/spec/hostAliases`. */
export interface PatchOperation {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: string;
  /** What to add, or to put in the place of what is there; a removal has none. */
  readonly value?: Json;
}

/** A patch that does not fit what it addresses; the message names the object and says what stands there. */
export class PatchError extends Error {
  override readonly name = 'PatchError';
}

const OPERATIONS: readonly string[] = ['add', 'replace', 'remove'];

/** Where an object says which one it is; a patch that changed this would make another object. */
const IDENTITY: readonly (readonly string[])[] = [
  ['apiVersion'],
  ['kind'],
  ['metadata', 'name'],
  ['metadata', 'namespace'],
];

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

const child = (value: Json | undefined, key: string): Json | undefined => {
  if (isList(value)) return /^(?:0|[1-9][0-9]*)$/.test(key) ? value[Number(key)] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
};

/** Whether something can be added under a key that is not there: any key of an object, the end of a list. */
const takes = (parent: Json | undefined, key: string): boolean =>
  isList(parent) ? ['-', String(parent.length)].includes(key) : isJsonObject(parent);

const pointer = (keys: readonly string[]): string =>
  keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** Says what can stand after a pointer: the keys of an object, the indices of a list. */
function choices(value: Json | undefined, wanted: string): string {
  if (isList(value))
    return value.length === 0 ? 'is an empty list' : `is a list with the indices 0 to ${value.length - 1}`;
  if (!isJsonObject(value)) return `is ${JSON.stringify(value)}`;
  const keys = Object.keys(value);
  if (keys.length === 0) return 'has no keys';
  const near = nearest(wanted, keys);
  const hint = near === undefined ? '' : `; did you mean "${near}"?`;
  return `has ${keys.map((key) => `"${key}"`).join(', ')}${hint}`;
}

function keysOf(path: string): readonly string[] {
  if (!path.startsWith('/')) throw new Error('a path starts with "/" and cannot be the whole object');
  if (/~(?![01])/.test(path)) throw new Error('in a path "~" is written "~0", and "/" in a key "~1"');
  const keys = path.slice(1).split('/');
  return keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Refuses an operation that does not address what is there. */
function check(document: Json, { op, path, value }: PatchOperation): void {
  if (!OPERATIONS.includes(op)) throw new Error(`the operation is "${op}", but can be "add", "replace" or "remove"`);
  if (op !== 'remove' && value === undefined) throw new Error(`${op} needs a value`);
  const keys = keysOf(path);
  const forbidden = keys.find((key) => unsafeKeys.includes(key));
  if (forbidden !== undefined) throw new Error(`"${forbidden}" cannot be a key`);

  let parent: Json | undefined = document;
  for (const [depth, key] of keys.entries()) {
    const found = child(parent, key);
    const isLast = depth === keys.length - 1;
    if (isLast && op === 'add' && takes(parent, key)) return;
    if (found === undefined) {
      const above = pointer(keys.slice(0, depth));
      const missing = isLast
        ? 'there is nothing there'
        : `there is no "${pointer(keys.slice(0, depth + 1))}" to ${op} it in`;
      throw new Error(`${missing}; ${above === '' ? 'the object' : `"${above}"`} ${choices(parent, key)}`);
    }
    parent = found;
  }
}

const identityOf = (document: Json): readonly string[] =>
  IDENTITY.map((keys) => `${keys.join('.')} ${JSON.stringify(keys.reduce<Json | undefined>(child, document))}`);

/** An object in words, such as `Deployment "myapp"`. */
function describe(document: Json): string {
  const [kind, name] = [child(document, 'kind'), child(child(document, 'metadata'), 'name')];
  return `${typeof kind === 'string' ? kind : 'object'} ${JSON.stringify(name)}`;
}

/** A document with the place changed that `check` has found there; what does not lie on the way is shared with the one before. */
function changed(parent: Json | undefined, keys: readonly string[], operation: PatchOperation): Json {
  const { op, value = null } = operation;
  const [key = '', ...rest] = keys;
  const isLast = rest.length === 0;
  const put = (): Json => (isLast ? value : changed(child(parent, key), rest, operation));
  if (isList(parent)) {
    const at = key === '-' ? parent.length : Number(key);
    if (isLast && op === 'remove') return parent.toSpliced(at, 1);
    return isLast && op === 'add' ? parent.toSpliced(at, 0, value) : parent.with(at, put());
  }
  const object = isJsonObject(parent) ? parent : {};
  if (!isLast || op !== 'remove') return { ...object, [key]: put() };
  const { [key]: _, ...others } = object;
  return others;
}

/**
 * Applies operations to one object, in order, and gives the changed one, which shares with it what they do not change;
 * what is given is never changed itself.
 * An operation that addresses nothing, or would change which object it is (apiVersion, kind, name, namespace), is an error
 * that names the object and the pointer, and says what stands there.
 */
export function applyPatch(json: Json, operations: readonly PatchOperation[]): Json {
  let document: Json = json;
  const identity = identityOf(document);
  for (const operation of operations) {
    try {
      check(document, operation);
      document = changed(document, keysOf(operation.path), operation);
      const other = identityOf(document).find((part, index) => part !== identity[index]);
      if (other !== undefined) {
        throw new Error(`a patch cannot make another object: ${identity.join(', ')} would become ${other}`);
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new PatchError(`patch of ${describe(json)}: cannot ${operation.op} "${operation.path}": ${reason}`, {
        cause: error,
      });
    }
  }
  return document;
}
