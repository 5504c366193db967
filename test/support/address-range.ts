import { BlockList, isIPv6 } from 'node:net';

/** An address range: its address and how many bits of it are fixed. */
export interface Range {
  readonly address: string;
  readonly prefix: number;
}

/** Takes `10.0.0.0/8` apart. */
export const readRange = (cidr: string): Range => {
  const [address = '', prefix] = cidr.split('/');
  return { address, prefix: Number(prefix) };
};

/** True when a range lies in another and is smaller, as Node.js judges addresses. */
export const liesWithin = (inner: Range, outer: Range): boolean => {
  const family = isIPv6(outer.address) ? 'ipv6' : 'ipv4';
  if (isIPv6(inner.address) !== (family === 'ipv6')) return false;
  const list = new BlockList();
  list.addSubnet(outer.address, outer.prefix, family);
  return inner.prefix > outer.prefix && list.check(inner.address, family);
};
