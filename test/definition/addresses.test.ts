import { expect, test } from 'vitest';
import { Address, AddressOrRange, ProxyRange, Range } from '../../lib/definition/addresses.js';

test.each(['0.0.0.0', '127.0.0.1', '::', '2001:db8::7'])('%s is an address', (text) => {
  expect(Address.parse(text)).toBe(text);
  if (text !== '::') expect(AddressOrRange.parse(text)).toBe(text);
});

test.each(['localhost', '', '10.0.0.1:80', '[::1]', '10.0.0', '10.0.0.0/8', '01.2.3.4', 'fe80::1%eth0'])(
  '%j is none',
  (text) => {
    expect(Address.safeParse(text).error?.issues[0]?.message).toContain('expected an IP address');
  },
);

test.each(['10.42.0.0/16', '2001:db8::/32', '10.0.0.7/32'])('%s is a range', (text) => {
  expect(Range.parse(text)).toBe(text);
  expect(ProxyRange.parse(text)).toBe(text);
  expect(AddressOrRange.parse(text)).toBe(text);
});

test.each(['0.0.0.0/0', '::/0'])('%s is a range, and none of proxies: everybody would be believed', (text) => {
  expect(Range.parse(text)).toBe(text);
  for (const schema of [ProxyRange, AddressOrRange])
    expect(schema.safeParse(text).error?.issues[0]?.message).toContain('expected fewer than all addresses');
});

test.each([
  '10.42.0.1/16',
  '2001:db8::1/32',
  '::ffff:10.0.0.0/104',
  '::ffff:10.0.0.7',
  'proxy.example.com',
  '10.0.0.0/33',
])('%s is neither a range nor the address of a proxy', (text) => {
  expect(Range.safeParse(text).success).toBe(false);
  expect(AddressOrRange.safeParse(text).error?.issues[0]?.message).toContain('expected');
});
