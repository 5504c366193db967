export { jsonSchema } from './definition/json-schema.js';
export { platformJsonSchema } from './platform-schema.js';
