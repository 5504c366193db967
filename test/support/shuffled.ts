import { isJsonObject, type Json } from '../../lib/json.js';

/** Places whose order of keys has a meaning: a variable may use those above it. */
const ordered = /(^|\.)config\.variables$/;

const hash = (text: string): number => {
  let state = 2_166_136_261;
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return state >>> 0;
};

/** The value with the keys of all its objects in another order; each seed gives one order. Lists keep theirs. */
export const shuffled = <T>(value: T, seed: number, path = ''): T => reordered(value as Json, seed, path) as T;

const reordered = (value: Json, seed: number, path: string): Json => {
  if (Array.isArray(value)) return value.map((item, at) => reordered(item, seed, `${path}[${at}]`));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(
    ([key, item]) => [key, reordered(item, seed, path === '' ? key : `${path}.${key}`)] as const,
  );
  if (ordered.test(path)) return Object.fromEntries(entries);
  return Object.fromEntries(entries.sort(([a], [b]) => hash(`${seed}${path}${a}`) - hash(`${seed}${path}${b}`)));
};
