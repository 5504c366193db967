import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  bytes,
  compareQuantity,
  formatQuantity,
  millicores,
  nanos,
  Quantity,
  type QuantityFormat,
} from '../../lib/definition/quantity.js';

const messageOf = (input: unknown) => Quantity.safeParse(input).error?.issues.map(({ message }) => message);

// each pair is what k8s.io/apimachinery v0.31 `CanonicalizeBytes` answers
const canonical: readonly (readonly [string, string])[] = [
  ['0', '0'],
  ['0Gi', '0'],
  ['-0', '0'],
  ['100m', '100m'],
  ['0.5', '500m'],
  ['.5', '500m'],
  ['5.', '5'],
  ['+5', '5'],
  ['007', '7'],
  ['1000m', '1'],
  ['1500m', '1500m'],
  ['1.5', '1500m'],
  ['100000', '100k'],
  ['128974848', '128974848'],
  ['1k', '1k'],
  ['1000k', '1M'],
  ['9E', '9E'],
  ['1u', '1u'],
  ['1n', '1n'],
  ['1000n', '1u'],
  ['1024Mi', '1Gi'],
  ['1.5Gi', '1536Mi'],
  ['1536Mi', '1536Mi'],
  ['512Ki', '512Ki'],
  ['0.5Ki', '512'],
  ['0.5Mi', '512Ki'],
  ['1.1Ki', '1126400m'],
  ['1e3', '1e3'],
  ['1E3', '1e3'],
  ['1000e3', '1e6'],
  ['12e5', '1200e3'],
  ['1e0', '1'],
  ['100e-3', '100e-3'],
  ['1.5e3', '1500'],
  ['9223372036854775807', '9223372036854775807'],
];

describe('Quantity', () => {
  test.each(canonical)('spells %s as Kubernetes does: %s', (written, expected) => {
    expect(Quantity.parse(written)).toBe(expected);
  });

  test.each([
    [1, '1'],
    [0.5, '500m'],
    [0, '0'],
    [-0, '0'],
    [1000, '1k'],
    [1e-7, '100n'],
    [1e18, '1E'],
  ])('takes the number %d as decimal: %s', (written, expected) => {
    expect(Quantity.parse(written)).toBe(expected);
  });

  test.each([
    ['', 'expected a Kubernetes quantity, such as 500m, 0.5, 512Mi or 2Gi'],
    ['.', 'expected a Kubernetes quantity, such as 500m, 0.5, 512Mi or 2Gi'],
    ['+', 'expected a Kubernetes quantity, such as 500m, 0.5, 512Mi or 2Gi'],
    ['Mi', 'expected a Kubernetes quantity, such as 500m, 0.5, 512Mi or 2Gi'],
    ['0x10', 'expected a Kubernetes quantity, such as 500m, 0.5, 512Mi or 2Gi'],
    ['1e', 'expected a Kubernetes quantity, such as 500m, 0.5, 512Mi or 2Gi'],
    ['1e999', 'expected a Kubernetes quantity, such as 500m, 0.5, 512Mi or 2Gi'],
    ['١', 'expected a Kubernetes quantity, such as 500m, 0.5, 512Mi or 2Gi'],
    ['1Gi\n', 'expected a Kubernetes quantity, such as 500m, 0.5, 512Mi or 2Gi, without spaces'],
    ['1 Gi', 'expected a Kubernetes quantity, such as 500m, 0.5, 512Mi or 2Gi, without spaces'],
    ['512MB', 'expected a Kubernetes quantity, such as 500m, 0.5, 512Mi or 2Gi; leave out the final B'],
    ['512MiB', 'expected a Kubernetes quantity, such as 500m, 0.5, 512Mi or 2Gi; leave out the final B'],
    [
      '512mi',
      'expected a Kubernetes quantity, such as 500m, 0.5, 512Mi or 2Gi; suffixes are n u m k M G T P E or Ki Mi Gi Ti Pi Ei, in exactly this case',
    ],
    [
      '1K',
      'expected a Kubernetes quantity, such as 500m, 0.5, 512Mi or 2Gi; suffixes are n u m k M G T P E or Ki Mi Gi Ti Pi Ei, in exactly this case',
    ],
    ['-1', 'a quantity cannot be negative; use 0 or more, such as 500m, 0.5, 512Mi or 2Gi'],
    [-1, 'a quantity cannot be negative; use 0 or more, such as 500m, 0.5, 512Mi or 2Gi'],
    ['0.1n', 'finer than a nano (1n), which Kubernetes cannot hold; use fewer decimal places'],
    [1e-10, 'finer than a nano (1n), which Kubernetes cannot hold; use fewer decimal places'],
    ['12E', 'larger than 2^63-1, which Kubernetes cannot hold; use a smaller quantity'],
    ['8Ei', 'larger than 2^63-1, which Kubernetes cannot hold; use a smaller quantity'],
    ['9223372036854775808', 'larger than 2^63-1, which Kubernetes cannot hold; use a smaller quantity'],
    ['1e99', 'larger than 2^63-1, which Kubernetes cannot hold; use a smaller quantity'],
    [Number.MAX_VALUE, 'expected a Kubernetes quantity, such as 500m, 0.5, 512Mi or 2Gi'],
    [Number.NaN, 'expected a Kubernetes quantity, such as 500m, 0.5, 512Mi or 2Gi'],
    [true, 'expected a Kubernetes quantity, such as 500m, 0.5, 512Mi or 2Gi'],
    [null, 'expected a Kubernetes quantity, such as 500m, 0.5, 512Mi or 2Gi'],
    [{}, 'expected a Kubernetes quantity, such as 500m, 0.5, 512Mi or 2Gi'],
  ])('refuses %j with one message', (input, message) => {
    expect(messageOf(input)).toEqual([message]);
  });

  test('refuses a million characters at once', () => {
    const start = performance.now();
    expect(messageOf('1'.repeat(1_000_000))).toEqual([
      'expected a quantity of at most 32 characters, such as 500m, 0.5, 512Mi or 2Gi',
    ]);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test('is text with a pattern or a number in the JSON schema', () => {
    const schema = z.toJSONSchema(Quantity, { io: 'input', target: 'draft-7' });
    expect(schema).toMatchObject({ anyOf: [{ type: 'string', pattern: expect.any(String) }, { type: 'number' }] });
  });
});

const maxNanos = (2n ** 63n - 1n) * 10n ** 9n;
const format = fc.constantFrom<QuantityFormat>('BinarySI', 'DecimalSI', 'DecimalExponent');
const suffixes: Readonly<Record<string, readonly [bigint, bigint]>> = {
  n: [1n, 10n ** 9n],
  u: [1n, 10n ** 6n],
  m: [1n, 1000n],
  '': [1n, 1n],
  k: [1000n, 1n],
  M: [10n ** 6n, 1n],
  G: [10n ** 9n, 1n],
  Ki: [1024n, 1n],
  Mi: [1024n ** 2n, 1n],
  Gi: [1024n ** 3n, 1n],
  e3: [1000n, 1n],
  'E-2': [1n, 100n],
};
/** Quantities beside what they are worth as a fraction, reckoned without the code under test. */
const worth = fc.tuple(fc.nat(1_000_000), fc.constantFrom(...Object.keys(suffixes))).map(([count, suffix]) => {
  const [times, per] = suffixes[suffix] ?? [1n, 1n];
  return { text: `${count}${suffix}`, numerator: BigInt(count) * times, denominator: per };
});

describe('the arithmetic of quantities', () => {
  test('formatting and reading back gives the same value', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, maxNanos), format, (value, spelling) => {
        const text = formatQuantity(value, spelling);
        expect(nanos(text)).toBe(value);
        expect(nanos(Quantity.parse(text))).toBe(value);
      }),
    );
  });

  test('a canonical spelling is its own canonical spelling', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, maxNanos), format, (value, spelling) => {
        const text = formatQuantity(value, spelling);
        expect(Quantity.parse(text)).toBe(text);
      }),
    );
  });

  test('the order is that of the rational numbers', () => {
    fc.assert(
      fc.property(worth, worth, (a, b) => {
        const difference = a.numerator * b.denominator - b.numerator * a.denominator;
        const expected = difference < 0n ? -1 : difference > 0n ? 1 : 0;
        expect(compareQuantity(Quantity.parse(a.text), Quantity.parse(b.text))).toBe(expected);
      }),
    );
  });

  test('equal values in different formats compare as equal', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, maxNanos), format, format, (value, one, other) => {
        expect(compareQuantity(formatQuantity(value, one), formatQuantity(value, other))).toBe(0);
      }),
    );
  });

  test('bytes and thousandths of a core are rounded up', () => {
    expect(bytes(Quantity.parse('1Gi'))).toBe(1_073_741_824n);
    expect(bytes(Quantity.parse('1m'))).toBe(1n);
    expect(millicores(Quantity.parse('1.5'))).toBe(1500n);
    expect(millicores(Quantity.parse('1n'))).toBe(1n);
    expect(millicores(Quantity.parse('0'))).toBe(0n);
  });

  test.each([-1n, maxNanos + 1n])('no quantity has %d billionths', (value) => {
    expect(() => formatQuantity(value, 'DecimalSI')).toThrow(new RangeError('a quantity must be from 0 to 2^63-1'));
  });

  test('text that was never parsed is refused, not misread', () => {
    expect(() => nanos('much' as Quantity)).toThrow(RangeError);
  });
});
