import fc, { type Arbitrary } from 'fast-check';
import { EnvName } from '../../lib/definition/scalars.js';
import type { ConfigEntry } from '../../lib/local/types/local.js';

/** An entry of the configuration table: an optional text, unless more is said. */
export const entry = (name: string, more: Partial<ConfigEntry> = {}): ConfigEntry => ({
  name,
  type: 'string',
  required: false,
  description: '',
  reload: 'restart',
  origin: 'config',
  ...more,
});

/** A text as UTF-8 holds it. */
export const wellFormed = (text: string): string => Buffer.from(text).toString();

/** Texts that end a comment or a literal, or begin something else, where they are not escaped. */
export const hostileTexts: readonly string[] = [
  '"',
  '\\',
  '`',
  "'",
  '\\"',
  '"); os.Exit(3); ("',
  '\n}\n\nfunc init() { panic("injected") }\n',
  '\r\nfunc init() { panic("injected") }',
  '*/ func init() { panic("injected") } /*',
  '//go:build ignore',
  '\n//go:build ignore\n',
  '\u2028func init() {}\u2029',
  '`+"`"+`',
  '%s %d %!v(PANIC=)',
  '$HOME $$HOME {HOME} #{x} {{x}}',
  ' lead and trail ',
  '\t# heading\n- list\n    code',
  "``quoted'' text",
  '[a]: https://example.com',
  'Deprecated: never',
  '\u0000\u0001\u0007\u001b[31m\u007f\u0085',
  '\ufeff\u200b\u200e\u202e\u2066',
  'Größe €, naïve café, 雪, 👩‍👩‍👧, é',
  '\ud800 half a pair',
  '=',
  'a=b;c&&d|e>f',
  'x'.repeat(300),
];

/** Values of each type that a definition may say. */
export const validValues: Readonly<Record<ConfigEntry['type'], readonly string[]>> = {
  string: hostileTexts.filter((text) => !text.includes('$(')),
  integer: ['0', '-0', '7', '-12', '0012', '9223372036854775807', '-9223372036854775808'],
  number: ['0', '0.5', '-1.5', '+2', '.5', '5.', '1e-7', '1E+21', '1.7976931348623157e308', '4.9e-324', '1e-400'],
  boolean: ['true', 'false'],
  duration: ['0s', '5s', '1m30s', '1h', '1.5h', '1h30m5s250ms', '8760h', '0.0005s0.5ms', '0.50000000000000h', '90m'],
  url: [
    'http://payments.shop',
    'https://example.com:8443/a/b%20c?q=%s&r=1#top',
    'http://[::1]:8080/',
    'http://127.0.0.1',
    'https://größe.example/ä',
    'http://a.example:/{id}',
  ],
  port: ['1', '80', '8080', '65535', '00080'],
};

/** Addresses that Go's parser takes and the definition's does not. */
export const onlyGoAddresses: readonly string[] = [
  'http://a:b:80',
  'https://a<b>',
  'https://a/\ufeff',
  'https://1.2.3.4.5',
  'https://]',
];

/** Texts that are near a value of some type. */
export const nearValues: readonly string[] = [
  ...Object.values(validValues).flat(),
  ...[' 5', '5 ', '5\n', '+5', '1_000', '0x10', '0b1', '0o7', '٣', '1e3', '1e400', '-1e400', '.', '-', '+', 'e', '--1'],
  ...[
    'NaN',
    'Infinity',
    '-Inf',
    'inf',
    '9223372036854775808',
    '-9223372036854775809',
    '1'.repeat(400),
    '0x1p-2',
    '5.5.5',
  ],
  ...['TRUE', 'True', 't', '1', '0', 'yes', 'no', 'on', 'false '],
  ...['5', '-5s', '5 s', '5S', '1d', '1w', '100us', '100µs', '5ns', '30s1m', '1s1s', '.5s', '5.s', '1h 30m', '0.1ms'],
  ...['8760h1ms', '8761h', '99999999999999999999h', '0.0000000000000000000000000001h', '1s2', 'ms', 's', '1ms1s'],
  ...['example.com', 'ftp://example.com', 'http://', 'http:///x', 'http://:80', 'http://user:hunter2@example.com/'],
  ...[
    'http://@host',
    'HTTP://example.com',
    'https://a b',
    'https://a/b c',
    'https://a:99999',
    'https://a:x',
    '//host/x',
  ],
  ...[
    'https://a/%zz',
    'https://a/#%zz',
    'https://a/?%zz',
    'https://{a}',
    'https://a%41',
    'http://a:b:80',
    'mailto:a@b',
  ],
  ...['https://a\\b', 'https://a/\\b', 'https://a`b', 'https://a"b', "https://a'b", 'https://a|b', 'https://a^b'],
  ...[
    'https://a/\u0085',
    'https://a/\ufeff',
    'https://a/\u0001',
    'https://a/\u007f',
    'https://1.2.3.4.5',
    'https://[::1',
    'https://]',
  ],
  ...onlyGoAddresses,
  ...['0', '65536', '-1', '80.0', '8080/tcp', ':8080', '8 0'],
];

const hostileText = fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'binary', maxLength: 30 }));

const name = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'DB_HOST',
      'DB-HOST',
      'db.host',
      'dbHost',
      'DB__HOST',
      'DB_HOST2',
      '_',
      '_1',
      '-1',
      '._.',
      'type',
      'Secret',
      'Config',
      'FUNC',
      'A',
      'A_FILE',
      'A_FILE_FILE',
      '__proto__',
      'constructor',
      'HTTP2_URL',
      'USER_IDS',
    ),
  },
  {
    weight: 3,
    arbitrary: fc.stringMatching(/^[-._a-zA-Z][-._a-zA-Z0-9]{0,12}$/).filter((text) => EnvName.safeParse(text).success),
  },
);

const common = {
  name,
  description: hostileText,
  required: fc.boolean(),
  reload: fc.constantFrom<ConfigEntry['reload']>('restart', 'watch'),
  origin: fc.constant('config' as const),
};

const plain = (type: ConfigEntry['type']): Arbitrary<ConfigEntry> =>
  fc
    .record({
      ...common,
      type: fc.constant(type),
      among: fc.subarray([...validValues[type]], { minLength: 1 }),
      limited: fc.boolean(),
      standard: fc.option(fc.nat()),
    })
    .map(({ among, limited, standard, ...rest }) => ({
      ...rest,
      ...(limited && { allowed: among }),
      ...(standard !== null && { default: String(among[standard % among.length]) }),
    }));

const secret: Arbitrary<ConfigEntry> = fc.record({
  ...common,
  type: fc.constant('string' as const),
  secret: fc.constantFrom<'env' | 'file'>('env', 'file'),
});

/** The variable that the platform sets for an entry. */
export const platformVariable = ({ name, secret }: ConfigEntry): string => (secret === 'file' ? `${name}_FILE` : name);

/** Configuration tables with hostile names, texts and descriptions, which a definition might give. */
export const tables: Arbitrary<readonly ConfigEntry[]> = fc.uniqueArray(
  fc.oneof(...(['string', 'integer', 'number', 'boolean', 'duration', 'url', 'port'] as const).map(plain), {
    weight: 2,
    arbitrary: secret,
  }),
  { selector: platformVariable, maxLength: 12 },
);
