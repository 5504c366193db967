import type { z } from 'zod';
import { isJsonObject, type Json, type JsonObject } from '../json.js';
import { type Spelling, spellingOf } from './shorthand.js';

/** The places of a schema at which something may be spelled short: by key, or at every key of a record. */
interface Places {
  readonly spelling?: Spelling;
  readonly keys: ReadonlyMap<string, Places>;
  readonly each?: Places;
}

type Def = { readonly type: string } & Readonly<Record<string, unknown>>;

const defOf = (schema: z.core.$ZodType): Def => schema._zod.def as unknown as Def;

const wrappers: Readonly<Record<string, string>> = {
  optional: 'innerType',
  default: 'innerType',
  prefault: 'innerType',
  nullable: 'innerType',
  pipe: 'in',
};

const none: Places = { keys: new Map() };

const isEmpty = ({ spelling, keys, each }: Places): boolean =>
  spelling === undefined && keys.size === 0 && each === undefined;

/** Finds the places; a list is replaced as a whole, so that nothing in it matters here. */
const placesOf = (schema: z.core.$ZodType): Places => {
  const spelling = spellingOf(schema);
  if (spelling !== undefined) return { ...placesOf(spelling.long), spelling };
  const def = defOf(schema);
  const inner = def[wrappers[def.type] ?? ''];
  if (inner !== undefined) return placesOf(inner as z.core.$ZodType);
  if (def.type === 'object') {
    const shape = Object.entries(def.shape as Readonly<Record<string, z.core.$ZodType>>);
    return {
      keys: new Map(shape.map(([key, one]) => [key, placesOf(one)] as const).filter(([, places]) => !isEmpty(places))),
    };
  }
  if (def.type !== 'record') return none;
  const each = placesOf(def.valueType as z.core.$ZodType);
  return isEmpty(each) ? none : { keys: new Map(), each };
};

const cache = new WeakMap<z.core.$ZodType, Places>();

const cached = (schema: z.core.$ZodType): Places => {
  const places = cache.get(schema) ?? placesOf(schema);
  cache.set(schema, places);
  return places;
};

const named = (value: JsonObject, kindOf: Spelling['kindOf']): JsonObject => {
  const kind = 'kind' in value ? undefined : kindOf?.(value);
  return kind === undefined ? value : { kind, ...value };
};

const spelledOut = (value: Json, { spelling, keys, each }: Places): Json => {
  const long = isJsonObject(value) || value === null ? value : ((spelling?.expand(value) ?? value) as Json);
  if (!isJsonObject(long)) return long;
  const entries = Object.entries(named(long, spelling?.kindOf)).map(([key, one]): [string, Json] => {
    const place = keys.get(key) ?? each;
    return [key, place === undefined ? one : spelledOut(one, place)];
  });
  return Object.fromEntries(entries);
};

/**
 * A layer with every short spelling in its long form, so that layers merge alike however each is spelled. What is malformed
 * stays as it is, for the schema to refuse.
 */
export const longForm = (schema: z.core.$ZodType, layer: JsonObject): JsonObject => {
  const long = spelledOut(layer, cached(schema));
  return isJsonObject(long) ? long : layer;
};
