import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BuildIdentity, epochSecondsOf, tagOf } from '../../lib/definition/build-identity.js';
import { Tag } from '../../lib/definition/image.js';

describe('the tag of a version', () => {
  test.each([
    ['v1.4.2', 'v1.4.2'],
    ['v1.4.2-3-gf00dfee12345-dirty', 'v1.4.2-3-gf00dfee12345-dirty'],
    ['1.2.3+build.5', '1.2.3-build.5'],
    ['release/1.4', 'release-1.4'],
    ['orders/v1.4.2', 'orders-v1.4.2'],
    ['@acme/orders@1.4.2', 'acme-orders-1.4.2'],
    ['-.1', '1'],
    ['a -- b', 'a----b'],
    ['größer', 'gr-er'],
    ['_', '_'],
  ])('%s is %s', (version, tag) => {
    expect(tagOf({ version })).toBe(tag);
  });

  test('is a tag, whatever a version may be', () => {
    const version = fc
      .oneof(
        fc.string({ unit: 'grapheme', maxLength: 130 }),
        fc.string({
          unit: fc.constantFrom('-', '.', '/', '+', '_', 'a', '9', ' ', 'é', '日', '😀', '@'),
          maxLength: 130,
        }),
      )
      .filter((text) => BuildIdentity.shape.version.safeParse(text).success);
    fc.assert(
      fc.property(version, (one) => {
        expect([one, Tag.safeParse(tagOf({ version: one })).success]).toEqual([one, true]);
      }),
      { numRuns: 1000 },
    );
  });

  test.each(['', '.', '-', '日本語', 'a"', "a'", 'a\nb', 'a\u009f', 'x'.repeat(129)])(
    'is asked of no version %j',
    (text) => {
      expect(BuildIdentity.shape.version.safeParse(text).success).toBe(false);
    },
  );
});

test('the time of an identity is told in seconds for SOURCE_DATE_EPOCH', () => {
  expect(epochSecondsOf({ time: '1970-01-01T00:00:00Z' })).toBe(0);
  expect(epochSecondsOf({ time: '2026-03-02T04:30:00Z' })).toBe(1_772_425_800);
});
