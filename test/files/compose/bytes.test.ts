import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesText } from '../../../lib/files/compose/bytes.js';

test.each([
  [536_870_912, '512m'],
  [2_147_483_648, '2g'],
  [1_536 * 2 ** 20, '1536m'],
  [3 * 1024, '3k'],
  [1000, '1000'],
  [0, '0'],
])('%d bytes are %s', (bytes, text) => expect(bytesText(bytes)).toBe(text));

test('no byte is lost', () => {
  const factors: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.constantFrom(1, 2 ** 10, 2 ** 20, 2 ** 30), (count, unit) => {
      const [, digits, letter = ''] = /^(\d+)([kmg]?)$/.exec(bytesText(count * unit)) ?? [];
      expect(Number(digits) * (factors[letter] ?? 1)).toBe(count * unit);
    }),
  );
});
