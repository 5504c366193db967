import { expect, test } from 'vitest';
import { Definition } from '../../lib/definition/index.js';
import type { Fields } from './definitions.js';
import { minimal } from './definitions.js';

/** Shows that each short spelling parses to the same as the long one beside it. */
export const describeShorthands = (pairs: readonly (readonly [Fields, Fields])[]): void => {
  test.each(pairs)('%j means the same as %j', (short, long) => {
    expect(Definition.parse(minimal(short))).toStrictEqual(Definition.parse(minimal(long)));
  });
};

/** A definition parsed with what is said, and one concern of it. */
export const parsed = (more: Fields = {}): Definition => Definition.parse(minimal(more));
