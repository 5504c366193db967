import { isJsonObject, type Json } from '../../lib/json.js';

/** A text in a value, and how to put another one in its place. */
export interface Leaf {
  readonly path: string;
  readonly text: string;
  readonly replaced: (text: string) => Json;
}

/** Every text in a value, in lists and objects of any depth. */
export const leaves = (value: Json, path = ''): readonly Leaf[] => {
  if (typeof value === 'string') return [{ path, text: value, replaced: (text) => text }];
  if (Array.isArray(value))
    return value.flatMap((item: Json, at) =>
      leaves(item, `${path}[${at}]`).map((leaf) => ({
        ...leaf,
        replaced: (text) => value.with(at, leaf.replaced(text)),
      })),
    );
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    leaves(item, path === '' ? key : `${path}.${key}`).map((leaf) => ({
      ...leaf,
      replaced: (text) => ({ ...value, [key]: leaf.replaced(text) }),
    })),
  );
};
