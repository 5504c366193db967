import { isJsonObject, type Json, type JsonObject } from '../json.js';

/** Makes another schema of a schema inside another; `step` is `.key`, `.*` or `[]`, and '' for a branch at the same place. */
export type Rewrite = (schema: JsonObject, step: string) => JsonObject;

/** A JSON Schema with every schema directly inside it rewritten; `definitions` stay as they are. */
export const rewriteSubschemas = (schema: JsonObject, rewrite: Rewrite): JsonObject =>
  Object.fromEntries(Object.entries(schema).map(([keyword, value]) => [keyword, inside(keyword, value, rewrite)]));

function inside(keyword: string, value: Json, rewrite: Rewrite): Json {
  const at = (step: string) => (schema: Json) => (isJsonObject(schema) ? rewrite(schema, step) : schema);
  switch (keyword) {
    case 'properties':
      return isJsonObject(value)
        ? Object.fromEntries(Object.entries(value).map(([key, schema]) => [key, at(`.${key}`)(schema)]))
        : value;
    case 'additionalProperties':
      return at('.*')(value);
    case 'items':
      return Array.isArray(value) ? value.map(at('[]')) : at('[]')(value);
    case 'anyOf':
    case 'oneOf':
    case 'allOf':
      return Array.isArray(value) ? value.map(at('')) : value;
    default:
      return value;
  }
}
