import { isJsonObject, type JsonObject } from '../json.js';
import { rewriteSubschemas } from './subschemas.js';

/** What a definition says that no layer may say. */
const notInLayers: readonly string[] = ['name', 'presets', 'environments'];

/**
 * The JSON Schema of a layer, made from the definition's own: nothing is required, every key may be null, and no default
 * is claimed, since what a layer leaves out is what lies below it. Lists stay whole, as they replace each other.
 */
export function layerSchema(definition: JsonObject): JsonObject {
  const { properties, ...rest } = definition;
  const kept = Object.entries(isJsonObject(properties) ? properties : {}).filter(([key]) => !notInLayers.includes(key));
  return {
    ...partial({ ...rest, properties: Object.fromEntries(kept) }),
    description: 'what differs from the layers below it; null removes a key',
  };
}

/** Half a branch of a union may fit several of them, so that `oneOf` becomes `anyOf`. */
function partial({ required, default: standard, oneOf, ...schema }: JsonObject): JsonObject {
  return rewriteSubschemas({ ...schema, ...(oneOf !== undefined && { anyOf: oneOf }) }, (child, step) => {
    if (step === '') return partial(child);
    return step === '[]' ? child : nullable(partial(child));
  });
}

function nullable({ description, ...schema }: JsonObject): JsonObject {
  const { anyOf, ...rest } = schema;
  const branches = Array.isArray(anyOf) && Object.keys(rest).length === 0 ? anyOf : [schema];
  return { ...(description !== undefined && { description }), anyOf: [...branches, { type: 'null' }] };
}
