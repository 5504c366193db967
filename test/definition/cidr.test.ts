import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatRange, liesWithin, readRange, startsRange } from '../../lib/definition/cidr.js';

const ipv4 = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map((parts) => parts.join('/'));
const ipv6 = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 }),
    fc.integer({ min: 0, max: 128 }),
  )
  .map(([groups, prefix]) => `${groups.map((group) => group.toString(16)).join(':')}/${prefix}`);
const range = fc.oneof(ipv4, ipv6);

describe('an address range', () => {
  test.each([
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['255.255.255.255/0', '0.0.0.0/0'],
    ['192.0.2.7/32', '192.0.2.7/32'],
    ['2001:db8:1::5/32', '2001:db8:0:0:0:0:0:0/32'],
    ['::1/128', '0:0:0:0:0:0:0:1/128'],
    ['::ffff:10.0.0.1/104', '0:0:0:0:0:ffff:a00:0/104'],
    ['fe80::/10', 'fe80:0:0:0:0:0:0:0/10'],
  ])('%s begins as %s', (text, expected) => {
    expect(formatRange(readRange(text))).toBe(expected);
  });

  test('as it is formatted starts with its first address, and formats to itself', () => {
    fc.assert(
      fc.property(range, (text) => {
        const first = formatRange(readRange(text));
        expect(startsRange(readRange(first))).toBe(true);
        expect(formatRange(readRange(first))).toBe(first);
      }),
    );
  });

  test('lies in every wider range around it, and never in itself or in the other family', () => {
    fc.assert(
      fc.property(range, fc.nat(128), (text, wider) => {
        const inner = readRange(text);
        const outer = { ...inner, prefix: Math.min(wider, inner.prefix) };
        expect(liesWithin(inner, outer)).toBe(outer.prefix < inner.prefix);
        expect(liesWithin(outer, inner)).toBe(false);
        expect(liesWithin(inner, readRange(inner.bits === 32 ? '::/0' : '0.0.0.0/0'))).toBe(false);
      }),
    );
  });
});
