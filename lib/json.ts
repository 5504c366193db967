/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object, such as one Kubernetes object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Whether a JSON value is an object, that is neither a list nor a scalar. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
