import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Json, JsonObject } from '../lib/json.js';
import { manifestYaml } from '../lib/manifest-yaml.js';

const VERSIONS = ['1.1', '1.2'] as const;

function expectSame(object: JsonObject): void {
  const text = manifestYaml(object);
  // `merge` and `=` belong to YAML 1.1; the limit of lookahead for keys is checked by the library itself.
  for (const version of VERSIONS) expect(parse(text, { version }), `YAML ${version}:\n${text}`).toEqual(object);
}

const WORDS = `
  ~ null Null NULL = << - -- --- ... ? : y n Y yes No on On ON off true False .inf -.inf .nan +.inf NaN Infinity
  0 -0 00 0755 -0755 0o755 0x1F -0x1f 0b101 1e3 1E-3 +1 1_000 _1 1. .5 -.5 1.5e+3 E0 -E0 --e1 e1 1:30 190:20:30 1:30.5 -1:30
  2001-12-14 2001-12-14t21:59:43.10-05:00 1,000 # x#y a: :a a:b -a --a [a] {a} *a &a ! !a !!str %a @a | > |- >- "a"
  'a' a"b it's a\\b \\n \u2028 \0 \x1b[0m \x7f \x80 \u{1f600} José a,b ,a ]
`;

const HOSTILE: readonly string[] = [
  ...WORDS.split(/[ \n]/),
  ...['  x', 'x  ', '\t', '\tx', 'x\t', 'a\tb', '# x', 'x # y', 'x #', 'a: b', 'a :b', '- a', '? a', '{a: b}', 'a, b'],
  ...['2001-12-14 21:59:43.10 -5', '!!str a', 'a\u2029b', 'a\u0085b', '\ufeffa', 'a\ufeff', '\ufffe', '\u00a0', ' '],
  ...['\n', 'a\n', 'a\nb', 'a\nb\n', 'a\n\n', 'a\n\n\nb\n\n', '\na', ' a\nb', 'a\n b\n', 'a\n \nb', 'a\n\tb\n'],
  ...['a \nb \n', 'a\r\nb', 'a\rb', '# a\nb\n', '---\na\n', 'a\n---\nb\n', 'a: b\nc: d\n', '- a\n- b', 'a\n...\n'],
  ...['a\u2028b\n', 'a\u0085b\n', 'a\n\u00a0\n', 'é\nü', 'a\n\t\n', 'a\n#b'],
];

const hostile = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }).filter((text) => !/\p{Surrogate}/u.test(text)),
  fc.string({ unit: fc.constantFrom(...'01279_.:+-eEoxbTZ ,~/#[]{}&*!|>\'"%@`?=<\n\t abyn'), maxLength: 8 }),
);

const json = fc.letrec<{ value: Json; object: JsonObject }>((tie) => ({
  object: fc.dictionary(
    hostile.filter((key) => key !== '__proto__'),
    tie('value'),
    { noNullPrototype: true, maxKeys: 5 },
  ),
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    hostile,
    fc.boolean(),
    fc.constant(null),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
}));

describe('manifestYaml', () => {
  test('every hostile string comes back, as a value, as a key, and as an item', () => {
    for (const text of HOSTILE) expectSame({ value: text, list: [text, [text]], keys: { [text]: text } });
  });

  test('any JSON comes back as it was, in YAML 1.1 and in YAML 1.2', () => {
    fc.assert(
      fc.property(json.object, (object) => expectSame(object)),
      { numRuns: 3000 },
    );
  });

  test('any string that stands between others comes back', () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => expectSame({ a: { b: [a, { c: b, d: a }], e: b }, f: a })),
      { numRuns: 3000 },
    );
  });

  test('ordinary text stands plain, so that people can review it', () => {
    const plain = [
      'registry.example.com/acme/myapp:1.4.2@sha256:0123456789abcdef',
      'app.kubernetes.io/name',
      '/var/run/myapp.sock',
      '--config=/etc/myapp/config.yaml',
      'https://runbooks.example.com/myapp#restart',
      'Serves the shop, and nothing else',
      '$(POD_IP):8080',
      '100m',
      '512Mi',
      '30s',
      '7d',
      '25%',
      '10.0.0.0/8',
      '*/5'.slice(1),
    ];
    expect(manifestYaml({ plain })).toBe(`plain:\n${plain.map((text) => `  - ${text}\n`).join('')}`);
  });

  test('what a reader of YAML could take for something else stands in quotes', () => {
    const text = manifestYaml({
      list: ['on', '0755', '1e3', '1:30', '1.4', '2001-12-14', '', 'a: b', 'null', 'a\u2028b'],
    });
    expect(text.trimEnd().split('\n').slice(1)).toEqual(
      ['"on"', '"0755"', '"1e3"', '"1:30"', '"1.4"', '"2001-12-14"', '""', '"a: b"', '"null"', '"a\\u2028b"'].map(
        (item) => `  - ${item}`,
      ),
    );
  });

  test('an object reads as a manifest: known keys first, the others sorted, lists indented, several lines as a literal', () => {
    const object = {
      spec: { ports: [{ port: 80, name: 'http' }], none: {}, nothing: [], on: true },
      kind: 'Service',
      data: { 'app.conf': 'a = 1\n\n  b = 2\n' },
      metadata: { name: 'myapp' },
      apiVersion: 'v1',
    };
    expect(manifestYaml(object)).toBe(`apiVersion: v1
kind: Service
metadata:
  name: myapp
data:
  app.conf: |
    a = 1

      b = 2
spec:
  none: {}
  nothing: []
  "on": true
  ports:
    - name: http
      port: 80
`);
  });

  test('keys in another order give the same bytes', () => {
    expect(manifestYaml({ b: { d: 1, c: 2 }, a: 3 })).toBe(manifestYaml({ a: 3, b: { c: 2, d: 1 } }));
  });

  test('a key longer than YAML takes on one line comes back', () => {
    const long = 'k'.repeat(2000);
    expectSame({ [long]: 'v', a: { [long]: ['x', { [long]: 'a\nb\n' }], b: { [long]: {} } } });
  });

  test('a number with an exponent has the point that YAML 1.1 wants', () => {
    expect(manifestYaml({ a: 1e21, b: 1.5e-9, c: -2e-7 })).toBe('a: 1.0e+21\nb: 1.5e-9\nc: -2.0e-7\n');
  });

  test('an undefined value is left out, as JSON does', () => {
    const object: Record<string, string | undefined> = { a: 'x', b: undefined };
    expect(manifestYaml(object as JsonObject)).toBe('a: x\n');
  });

  test('what JSON cannot say is an error', () => {
    expect(() => manifestYaml({ a: Number.NaN })).toThrow('cannot write NaN: JSON has no such number');
    expect(() => manifestYaml({ a: '\ud800' })).toThrow('it is not valid Unicode');
    const listed: readonly unknown[] = [undefined];
    expect(() => manifestYaml({ a: listed as readonly Json[] })).toThrow('cannot write a value of type undefined');
  });
});
