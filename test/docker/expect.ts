import { isDeepStrictEqual } from 'node:util';

/** Throws with both values where they are not the same. */
export const same = (what: string, found: unknown, expected: unknown): void => {
  if (!isDeepStrictEqual(found, expected))
    throw new Error(`${what} is ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`);
};

/** Throws where something is not so. */
export const holds = (what: string, yes: boolean): void => {
  if (!yes) throw new Error(what);
};
