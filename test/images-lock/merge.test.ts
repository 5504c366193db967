import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lockText, merged } from '../../lib/images-lock/merge.js';
import { ImagesLock, type LockEntry } from '../../lib/images-lock/schema.js';

const digest = fc.stringMatching(/^[0-9a-f]{64}$/).map((hex) => `sha256:${hex}`);
const name = fc.constantFrom('a', 'ab', 'b', 'constructor', 'orders', 'tostring', 'z-9');
const entry: fc.Arbitrary<LockEntry> = fc.record(
  {
    tag: fc.constantFrom('1.0', 'v2', '_'),
    digest,
    repository: fc.constantFrom('orders', 'registry.example.com/a/b'),
    platforms: fc.constantFrom(['linux/amd64'], ['linux/arm64', 'linux/amd64']),
  },
  { requiredKeys: ['tag'] },
);
const lock: fc.Arbitrary<ImagesLock> = fc.dictionary(
  name,
  fc.dictionary(fc.oneof(name, fc.constant('*')), entry, { noNullPrototype: true }),
  { noNullPrototype: true },
);

const keysIn = (value: unknown): readonly (readonly string[])[] =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? []
    : [Object.keys(value), ...Object.values(value).flatMap(keysIn)];

const entriesOf = (one: ImagesLock): readonly (readonly [string, LockEntry])[] =>
  Object.entries(one).flatMap(([service, entries]) =>
    Object.entries(entries).map(([key, found]) => [`${service} ${key}`, found] as const),
  );

describe('entries that are laid over a lock', () => {
  test('stand in it, and all others still do', () => {
    fc.assert(
      fc.property(lock, lock, (before, changes) => {
        const after = new Map(entriesOf(merged(before, changes)));
        expect(after).toEqual(new Map([...entriesOf(before), ...entriesOf(changes)]));
        expect(ImagesLock.safeParse(merged(before, changes)).success).toBe(true);
      }),
    );
  });

  test('change nothing the second time', () => {
    fc.assert(
      fc.property(lock, lock, (before, changes) => {
        const after = merged(before, changes);
        expect(merged(after, changes)).toEqual(after);
        expect(merged(after, {})).toEqual(after);
      }),
    );
  });

  test('come to the same in any order, where they are of different services', () => {
    fc.assert(
      fc.property(lock, lock, lock, (before, a, all) => {
        const b = Object.fromEntries(Object.entries(all).filter(([service]) => !Object.hasOwn(a, service)));
        expect(lockText(merged(merged(before, a), b))).toBe(lockText(merged(merged(before, b), a)));
      }),
    );
  });

  test('replace an entry as a whole', () => {
    const before: ImagesLock = { orders: { '*': { tag: '1', repository: 'a/b' } } };
    expect(merged(before, { orders: { '*': { tag: '2' } } })).toEqual({ orders: { '*': { tag: '2' } } });
  });
});

describe('the text of a lock', () => {
  test('is sorted at every level, and is read as what it was written from', () => {
    fc.assert(
      fc.property(lock, (one) => {
        const read: unknown = JSON.parse(lockText(one));
        expect(read).toEqual(one);
        for (const keys of keysIn(read)) expect(keys).toEqual(keys.toSorted());
        expect(lockText(ImagesLock.parse(read))).toBe(lockText(one));
      }),
    );
  });

  test('has the entry for all others first, two spaces and a line break at the end', () => {
    const text = lockText({ orders: { production: { tag: '1' }, '*': { tag: '2', repository: 'a/b' } } });
    expect(text).toBe(`{
  "orders": {
    "*": {
      "repository": "a/b",
      "tag": "2"
    },
    "production": {
      "tag": "1"
    }
  }
}
`);
  });
});
