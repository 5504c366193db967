import { z } from 'zod';

/** An integer from 1 to 100, of a hundred. */
export type Percentage = number;

/** A count, or a share such as `25%` of a count that is known later; read it with `resolveCount`. */
export type CountOrPercent = number | string;

const label = '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?';
const host = `${label}(?:\\.${label})*`;
const qualified = '[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?';

const text = (pattern: string, error: string) => z.string().regex(new RegExp(`^${pattern}$`), { error, abort: true });

/** The name of a service or of a part of it: a DNS label that starts with a letter, as Kubernetes Services need. */
export const Name = text(
  '[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?',
  'expected a name of 1-63 lower-case letters, digits and -, starting with a letter and not ending in -, such as order-api',
);

/** The name of a port: at most 15 characters (an IANA service name). */
export const PortName = text(
  '(?=.*[a-z])(?!.*--)[a-z0-9](?:[-a-z0-9]{0,13}[a-z0-9])?',
  'expected a port name of 1-15 lower-case letters, digits and single -, with at least one letter, such as http or grpc-web',
);

const portError = 'expected a port from 1 to 65535, such as 8080';

/** The number of a TCP or UDP port. */
export const PortNumber = z.int().min(1, portError).max(65_535, portError);

/** The name of an environment variable, as Kubernetes allows it. */
export const EnvName = text(
  '(?!\\.\\.)(?!\\.$)[-._a-zA-Z][-._a-zA-Z0-9]{0,252}',
  'expected a variable name of letters, digits, _, - and ., not starting with a digit, such as LOG_LEVEL',
);

/** The key of a label or annotation: a name of at most 63 characters, after an optional DNS prefix and a slash. */
export const LabelKey = text(
  `(?:(?=[^/]{1,253}/)${host}/)?${qualified}`,
  'expected a label key of at most 63 letters, digits, -, _ and ., with an optional domain before it, such as example.com/team',
);

/** The value of a label: empty, or at most 63 characters. */
export const LabelValue = text(
  `(?:${qualified})?`,
  'expected a label value of at most 63 letters, digits, -, _ and ., starting and ending with a letter or digit, such as v1.2',
);

/** A host name for an Ingress or a route; the first label may be `*`. */
export const DnsName = text(
  `(?=.{1,253}$)(?!\\d+(?:\\.\\d+){3}$)(?:\\*\\.)?${host}`,
  'expected a host name in lower case without a port or an address, such as shop.example.com or *.example.com',
);

/** The absolute path of a file or folder in a container, in its shortest form. */
export const AbsolutePath = text(
  '(?=.{2,4096}$)(?:/(?!\\.{1,2}(?:/|$))[^/:\\s\\x00-\\x1f\\x7f]+)+',
  'expected an absolute path without .., :, spaces, // or a final /, such as /var/cache',
);

/** The path of an HTTP request; a query is allowed. */
export const UrlPath = text(
  '(?=.{1,1024}$)(?!.*(?:/\\.{0,2}/|/\\.{1,2}$|%2[fF]))/(?:%[0-9A-Fa-f]{2}|[\\x21\\x24\\x26-\\x5b\\x5d-\\x7e])*',
  'expected a path that starts with / and has no spaces, //, .., # or broken %, such as /health/ready',
);

/** An http or https address without a user or password in it. */
export const HttpUrl = text(
  '(?=.{1,2048}$)https?://[^\\s/?#@\\\\]+(?:[/?#][^\\s\\x00-\\x1f\\x7f]*)?',
  'expected an http or https address without spaces or a password, such as https://example.com/runbook',
).refine(
  (url) => URL.canParse(url),
  'expected an address with a valid host and port, such as https://example.com/runbook',
);

/** A share such as `70%`, from 1 to 100 %. It parses to the number. */
export const Percent = z
  .string({
    error: ({ input }) => (typeof input === 'number' ? 'expected a percentage with its sign, such as 70%' : undefined),
  })
  .regex(/^(?:100|[1-9][0-9]?)%$/, { error: 'expected a percentage from 1% to 100%, such as 70%', abort: true })
  .transform((share): Percentage => Number(share.slice(0, -1)));

/** A count of 0 or more, or a share from `0%` to `100%` of one. */
export const CountOrPercent = z.union(
  [
    z.int().min(0, 'expected a count of 0 or more, such as 1, or a percentage such as 25%'),
    text('(?:100|[1-9]?[0-9])%', 'expected a count such as 1, or a percentage from 0% to 100%, such as 25%'),
  ],
  {
    error: ({ input }) =>
      input === undefined || typeof input === 'string' || typeof input === 'number'
        ? undefined
        : 'expected a count such as 1, or a percentage such as 25%',
  },
);

/** What a count or a share comes to: `25%` of 3 is 1 rounded up and 0 rounded down. */
export function resolveCount(value: CountOrPercent, of: number, round: 'up' | 'down'): number {
  if (typeof value === 'number') return value;
  const hundredths = Number(value.slice(0, -1)) * of;
  return round === 'up' ? Math.ceil(hundredths / 100) : Math.floor(hundredths / 100);
}

/** The name of an object that somebody else makes: a DNS subdomain, as Kubernetes allows it. */
export const ObjectName = text(
  `(?=.{1,253}$)${host}`,
  'expected the name of an object: lower-case letters, digits, - and ., such as shared-config',
);
