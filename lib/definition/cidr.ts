/** An address range, read: its first address as a number, how many bits that has, and how many of them are fixed. */
export interface AddressRange {
  readonly address: bigint;
  readonly bits: 32 | 128;
  readonly prefix: number;
}

const ipv4 = (text: string): bigint => text.split('.').reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);

const groups = (text: string): readonly bigint[] =>
  text === ''
    ? []
    : text.split(':').flatMap((group) => {
        if (!group.includes('.')) return [BigInt(`0x${group}`)];
        const number = ipv4(group);
        return [number >> 16n, number & 0xffffn];
      });

const ipv6 = (text: string): bigint => {
  const [head = '', tail] = text.split('::');
  const [before, after] = [groups(head), groups(tail ?? '')];
  const between = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => 0n);
  return [...before, ...between, ...after].reduce((sum, group) => (sum << 16n) + group, 0n);
};

/** Takes an address range apart that the schema has let pass, such as `10.0.0.0/8` or `2001:db8::/32`. */
export const readRange = (cidr: string): AddressRange => {
  const [address = '', prefix] = cidr.split('/');
  return address.includes(':')
    ? { address: ipv6(address), bits: 128, prefix: Number(prefix) }
    : { address: ipv4(address), bits: 32, prefix: Number(prefix) };
};

const firstOf = ({ address, bits, prefix }: AddressRange): bigint => {
  const free = BigInt(bits - prefix);
  return (address >> free) << free;
};

/** The range as it should be written: its first address, without compressing IPv6. */
export const formatRange = (range: AddressRange): string => {
  const [size, radix, separator] = range.bits === 32 ? [8n, 10, '.'] : [16n, 16, ':'];
  const first = firstOf(range);
  const count = range.bits / Number(size);
  const parts = Array.from({ length: count }, (_, index) =>
    ((first >> (BigInt(count - 1 - index) * size)) & ((1n << size) - 1n)).toString(radix),
  );
  return `${parts.join(separator)}/${range.prefix}`;
};

/** True when a range begins with its first address, as it should be written. */
export const startsRange = (range: AddressRange): boolean => firstOf(range) === range.address;

/** True for an IPv4 range that is written in IPv6 form, which Kubernetes takes for another one. */
export const isMapped = ({ bits, address }: AddressRange): boolean => bits === 128 && address >> 32n === 0xffffn;

/** True when `inner` lies in `outer` and is smaller. */
export const liesWithin = (inner: AddressRange, outer: AddressRange): boolean =>
  inner.bits === outer.bits &&
  inner.prefix > outer.prefix &&
  firstOf({ ...inner, prefix: outer.prefix }) === firstOf(outer);
