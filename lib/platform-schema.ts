import type { z } from 'zod';
import descriptions from './definition/descriptions.gen.json' with { type: 'json' };
import { Definition } from './definition/index.js';
import { described, draft, objectAt, written } from './definition/json-schema.js';
import { layerSchema } from './definition/layer-schema.js';
import type { JsonObject } from './json.js';
import { Platform } from './platform.js';

/**
 * The JSON Schema (draft 7) of what an organisation may write about its clusters, each key with its docstring. Its
 * layers are those of `definition`, which may be a team's own `Definition.extend({ … })`.
 */
export function platformJsonSchema(definition: z.ZodType = Definition): JsonObject {
  const { schemas, definitions } = written({ platform: Platform, definition });
  const layer = layerSchema(described(objectAt(schemas, 'definition'), descriptions.definition));
  return {
    $schema: draft,
    title: 'Slipway platform',
    description: 'what an organisation writes about its clusters, and what its services share',
    ...described(objectAt(schemas, 'platform'), descriptions.platform),
    definitions: { ...definitions, Layer: layer },
  };
}
