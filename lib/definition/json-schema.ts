import { z } from 'zod';
import { isJsonObject, type Json, type JsonObject } from '../json.js';
import descriptions from './descriptions.gen.json' with { type: 'json' };
import { formatDuration, WholeSeconds } from './duration.js';
import { Definition, Layer } from './index.js';
import { layerSchema } from './layer-schema.js';
import { rewriteSubschemas } from './subschemas.js';

/** Docstrings by path (`network.ports.*.port`); by the union's branch below that, where its branches differ. */
export type Descriptions = Readonly<Record<string, string | Readonly<Record<string, string | undefined>>>>;

/**
 * The JSON Schema (draft 7) of what a team may write, for editors and other tools: each key with its docstring. A team's
 * own `Definition.extend({ … })` adds its keys, with what their `.describe()` says, to definition and layers alike. It
 * says what the type of the input says: rules that span fields, and keys left to a preset, are for `resolve` to judge.
 */
export function jsonSchema(schema: z.ZodType = Definition): JsonObject {
  const { schemas, definitions } = written({ definition: schema });
  const definition = described(objectAt(schemas, 'definition'), descriptions.definition);
  return {
    $schema: draft,
    title: 'Slipway definition',
    description: 'what a team writes about one service',
    ...definition,
    definitions: { ...definitions, Layer: layerSchema(definition) },
  };
}

/** The address that says which draft of JSON Schema is written. */
export const draft = 'http://json-schema.org/draft-07/schema#';

/** What zod itself says of the input of some schemas; layers in it refer to `#/definitions/Layer`. */
export function written(schemas: Readonly<Record<string, z.ZodType>>): {
  readonly schemas: JsonObject;
  readonly definitions: JsonObject;
} {
  const json: JsonObject = JSON.parse(
    JSON.stringify(
      z.toJSONSchema(z.object(schemas), {
        io: 'input',
        target: 'draft-7',
        unrepresentable: ({ zodSchema }) => (zodSchema === Layer ? { $ref: '#/definitions/Layer' } : 'any'),
        override: ({ zodSchema, jsonSchema: made }) => {
          if (zodSchema._zod.def.type === 'default') made.default ??= writtenDefault(zodSchema._zod.def);
          if (made.format !== undefined && !formats.includes(made.format)) delete made.format;
        },
      }),
    ),
  );
  return { schemas: objectAt(json, 'properties'), definitions: objectAt(json, 'definitions') };
}

/** The formats of draft 7 that zod writes; its others have a pattern beside them that says the same. */
const formats: readonly string[] = ['date', 'date-time', 'email', 'ipv4', 'ipv6', 'uri'];

/** A default that zod leaves out because its schema transforms, as a team would write it: a duration, or an empty list or record. */
function writtenDefault({ innerType, defaultValue }: z.core.$ZodDefaultDef): Json | undefined {
  if (innerType === WholeSeconds && typeof defaultValue === 'number') return formatDuration(defaultValue * 1000);
  const mayBeEmpty = innerType instanceof z.ZodArray || innerType instanceof z.ZodRecord;
  const isEmpty = typeof defaultValue === 'object' && defaultValue !== null && Object.keys(defaultValue).length === 0;
  if (!mayBeEmpty || !isEmpty) return undefined;
  return Array.isArray(defaultValue) ? [] : {};
}

/** A JSON Schema with a description on every property that has a docstring and does not describe itself. */
export function described(schema: JsonObject, known: Descriptions): JsonObject {
  const texts = new Map(Object.entries(known));
  const describe = (owner: JsonObject, path: string): JsonObject => {
    const branch = branchOf(owner);
    return rewriteSubschemas(owner, (child, step) => {
      const text = step === '' ? undefined : texts.get(`${path}${step}`.slice(1));
      const description = typeof text === 'string' ? text : text?.[branch];
      return { ...(description !== undefined && { description }), ...describe(child, `${path}${step}`) };
    });
  };
  return describe(schema, '');
}

/** The discriminator's value where an object is a branch of a union. */
const branchOf = (schema: JsonObject): string =>
  Object.values(objectAt(schema, 'properties'))
    .map((property) => (isJsonObject(property) ? property.const : undefined))
    .find((value) => typeof value === 'string') ?? '';

/** An object inside another by its key; empty where there is none. */
export const objectAt = (object: JsonObject, key: string): JsonObject => {
  const found = object[key];
  return isJsonObject(found) ? found : {};
};
