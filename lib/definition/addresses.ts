import { z } from 'zod';
import { isMapped, readRange, startsRange } from './cidr.js';
import { Cidr } from './peers.js';

const addressError = 'expected an IP address such as 0.0.0.0 or ::, not a name';

/** An address of the Internet Protocol, of version 4 or 6, such as `10.0.0.7` or `2001:db8::7`. */
export const Address = z.union([z.ipv4(addressError), z.ipv6(addressError)], addressError);

/** A range of addresses that begins with its first one, as routers and policies read it. */
export const Range = Cidr.refine(
  (text) => startsRange(readRange(text)) && !isMapped(readRange(text)),
  'expected a range that begins with its first address, such as 10.0.0.0/8 or 10.1.2.3/32',
);

const proxyError = 'expected an address range or an address, such as 10.42.0.0/16 or 10.0.0.7, not a name';

/** False for all addresses there are: proxies that could be anybody would let every client say who it is. */
const notAll = (text: string): boolean => !text.endsWith('/0');
const notAllError =
  'expected fewer than all addresses, such as 10.42.0.0/16: else every client could say that it is another';

/** Where the pods of an ingress send from. */
export const ProxyRange = Range.refine(notAll, notAllError);

/** Where proxies send from: a range of addresses, or a single one. */
export const AddressOrRange = z
  .union([z.cidrv4(proxyError), z.cidrv6(proxyError), z.ipv4(proxyError), z.ipv6(proxyError)], proxyError)
  .refine((text) => {
    const range = readRange(text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`);
    return startsRange(range) && !isMapped(range);
  }, 'expected a range that begins with its first address, such as 10.42.0.0/16, or an address such as 10.0.0.7')
  .refine(notAll, notAllError);
