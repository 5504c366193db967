import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DefinitionError, type Problem } from '../lib/definition/problems.js';
import { findDefinitions, loadDefinition } from '../lib/load.js';

let root = '';
let count = 0;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-load-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const folder = () => {
  count += 1;
  const path = join(root, `case-${count}`);
  mkdirSync(path);
  return path;
};
const fileOf = (name: string, content: string | Uint8Array) => {
  const path = join(folder(), name);
  writeFileSync(path, content);
  return path;
};
const inputOf = async (content: string | Uint8Array, name = 'service.yaml') =>
  (await loadDefinition(fileOf(name, content))).input;
const errorOf = async (promise: Promise<unknown>): Promise<DefinitionError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof DefinitionError) return error;
  throw new Error(`expected a DefinitionError, got ${String(error)}`);
};
const problemsOf = async (content: string | Uint8Array, name = 'service.yaml'): Promise<readonly Problem[]> =>
  (await errorOf(loadDefinition(fileOf(name, content)))).problems;

describe('loadDefinition reads', () => {
  test('YAML, with the file as it was named as the source', async () => {
    const file = fileOf('service.yaml', 'name: orders\nnetwork:\n  ports: { http: 8080 }\n');
    expect(await loadDefinition(file)).toEqual({
      source: file,
      input: { name: 'orders', network: { ports: { http: 8080 } } },
    });
    const near = relative(process.cwd(), file);
    expect((await loadDefinition(near)).source).toBe(near);
  });

  test('.yml, and JSON that is indented with tabs', async () => {
    expect(await inputOf('name: a', 'service.yml')).toEqual({ name: 'a' });
    expect(await inputOf('{\n\t"name": "a",\n\t"list": [\n\t\t1\n\t]\n}\n', 'service.json')).toEqual({
      name: 'a',
      list: [1],
    });
  });

  test('YAML 1.2: yes, no and on are text, dates are text, empty is null', async () => {
    expect(await inputOf('a: yes\nb: no\non: off\nc: 2020-01-01\nd:\ne: true\nf: ~\n')).toEqual({
      a: 'yes',
      b: 'no',
      on: 'off',
      c: '2020-01-01',
      d: null,
      e: true,
      f: null,
    });
  });

  test.each([
    ['1.10', '1.10'],
    ['1.0', '1.0'],
    ['0755', '0755'],
    ['0o17', '0o17'],
    ['0x1F', '0x1F'],
    ['1e3', '1e3'],
    ['1_000', '1_000'],
    ['+5', '+5'],
    ['.5', '.5'],
    ['-0', '-0'],
    ['.inf', '.inf'],
    ['.nan', '.nan'],
    ['12345678901234567890', '12345678901234567890'],
    ['5', 5],
    ['-5', -5],
    ['0.5', 0.5],
    ['8080', 8080],
    ['"5"', '5'],
    ['!!str 5', '5'],
  ])('the scalar %s as %j', async (written, value) => {
    expect(await inputOf(`a: ${written}\nb: [${written}]\n`)).toEqual({ a: value, b: [value] });
  });

  test('numbers as keys by how they are written', async () => {
    expect(await inputOf('8080: a\n1.10: b\ntrue: c\n')).toEqual({ 8080: 'a', '1.10': 'b', true: 'c' });
  });

  test('anchors and aliases, each use as its own value', async () => {
    const input = await inputOf('a: &x { k: [1] }\nb: *x\nc: [*x]\n');
    expect(input).toEqual({ a: { k: [1] }, b: { k: [1] }, c: [{ k: [1] }] });
    expect((input as { a: object; b: object }).a).not.toBe((input as { b: object }).b);
  });

  test('a byte order mark, and lines that end as on Windows', async () => {
    expect(await inputOf('\ufeffname: a\r\nlist:\r\n  - 1\r\n')).toEqual({ name: 'a', list: [1] });
  });

  test('the default export of TypeScript and JavaScript, or the one called service', async () => {
    expect(await inputOf("const name: string = 'a';\nexport default { name };", 'service.ts')).toEqual({ name: 'a' });
    expect(await inputOf("export const service = { name: 'b' };", 'service.ts')).toEqual({ name: 'b' });
    expect(await inputOf("export default { name: 'c' };", 'service.mjs')).toEqual({ name: 'c' });
    expect(
      await inputOf("export const service = { name: 'x' };\nexport default { name: 'd' };", 'service.mjs'),
    ).toEqual({ name: 'd' });
  });
});

test('loadDefinition reads the exports of CommonJS', async () => {
  expect(await inputOf("module.exports = { name: 'a' };", 'service.js')).toEqual({ name: 'a' });
  expect(await inputOf("exports.service = { name: 'b' };", 'service.js')).toEqual({ name: 'b' });
  const compiled = "Object.defineProperty(exports, '__esModule', { value: true });\nexports.default = { name: 'c' };";
  expect(await inputOf(compiled, 'service.js')).toEqual({ name: 'c' });
});

describe('a YAML file is refused with line and column for', () => {
  const cases: Readonly<Record<string, readonly [string, Problem]>> = {
    'a tab as indentation': [
      'a:\n\tb: 1\n',
      { path: '', message: 'at 2:1: tabs are not allowed as indentation', fix: 'indent with spaces' },
    ],
    'a key given twice': [
      'name: a\nnetwork:\n  ports: 1\n  ports: 2\n',
      { path: 'network.ports', message: 'at 4:3: the key is given twice', fix: 'keep one of the two' },
    ],
    'a key given twice in different spellings': [
      '1: a\n"1": b\n',
      { path: '["1"]', message: 'at 2:1: the key is given twice', fix: 'keep one of the two' },
    ],
    'a merge key': [
      'a: &x { b: 1 }\nc:\n  <<: *x\n',
      { path: 'c', message: 'at 3:3: merge keys (<<) are not read', fix: 'use a preset, or write the values out' },
    ],
    'an alias without an anchor': [
      'a: *x\n',
      { path: 'a', message: 'at 1:4: there is no anchor &x before this alias', fix: 'write the value' },
    ],
    'an anchor that contains itself': [
      'a: &x [*x]\n',
      { path: 'a[0]', message: 'at 1:8: the anchor contains itself', fix: 'write the value out' },
    ],
    'a document that contains itself': [
      '&x\na: { b: *x }\n',
      { path: 'a.b', message: 'at 2:9: the anchor contains itself', fix: 'write the value out' },
    ],
    'a tag': [
      'a: !foo x\n',
      { path: '', message: 'at 1:4: unresolved tag: !foo', fix: 'remove the tag: definitions are plain data' },
    ],
    'a key that is a list': [
      '? [a]\n: b\n',
      { path: '', message: 'at 1:3: a key must be text', fix: 'use a plain word' },
    ],
    'an empty key': ['a:\n  : b\n', { path: 'a', message: 'at 2:3: a key must be text', fix: 'use a plain word' }],
    'a control character': [
      'a: b\nc: "\u0007"\n',
      { path: '', message: 'at 2:5: a control character', fix: 'save the file as text; write "\\u0007" for one' },
    ],
  };

  test.each(Object.entries(cases))('%s', async (_, [text, problem]) => {
    expect(await problemsOf(text)).toEqual([problem]);
  });

  test.each(['__proto__', 'constructor', 'prototype'])('the key %s at any depth', async (key) => {
    expect(await problemsOf(`a:\n  - b: { "${key}": { polluted: 1 } }\n`)).toEqual([
      { path: `a[0].b.${key}`, message: `at 2:10: the key "${key}" is not allowed`, fix: 'use another name' },
    ]);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('all errors of syntax at once', async () => {
    const problems = await problemsOf('a: }\nb: [\nc: "x\n');
    expect(problems.length).toBeGreaterThan(2);
    for (const { message } of problems) expect(message).toMatch(/^at \d+:\d+: [a-z]/);
  });

  test('thousands of errors of syntax by the first 50', async () => {
    const problems = await problemsOf('"" '.repeat(5000));
    expect(problems).toHaveLength(51);
    expect(problems.at(-1)).toEqual({ path: '', message: 'and 4949 more errors of syntax' });
  });

  test('all bad keys at once', async () => {
    expect(await problemsOf('a: 1\na: 2\n<<: 3\nb: *x\n')).toHaveLength(3);
  });
});

describe('a YAML file is refused as a whole for', () => {
  test.each([
    ['', 'the file is empty'],
    ['\n\n', 'the file is empty'],
    ['# only a comment\n', 'the file is empty'],
    ['---\n', 'the file is empty'],
    ['- a\n- b\n', 'expected an object, found a list'],
    ['just text\n', 'expected an object, found a single value'],
    ['~\n', 'the file is empty'],
    ['a: 1\n---\nb: 2\n', 'more than one document (---)'],
    ['%YAML 1.1\n---\na: yes\n', 'only YAML 1.2 is read'],
  ])('%j', async (text, message) => {
    expect(await problemsOf(text)).toMatchObject([{ path: '', message }]);
  });

  test('anchors that explode', async () => {
    const names = 'abcdefghi'.split('');
    const lines = names.map((name, index) => {
      const below = names[index - 1];
      return `${name}: &${name} [${Array(9)
        .fill(below === undefined ? 'ha' : `*${below}`)
        .join(', ')}]`;
    });
    expect(await problemsOf(lines.join('\n'))).toEqual([
      {
        path: '',
        message: expect.stringMatching(/^at \d+:\d+: more than 100 aliases, counted each time one is used$/),
        fix: 'write the values out',
      },
    ]);
  });

  test.each([
    ['lists', '['.repeat(500_000)],
    ['closed lists', `a: ${'['.repeat(5000)}${']'.repeat(5000)}`],
    ['objects', '{a: '.repeat(100_000)],
    ['dashes', '- '.repeat(200_000)],
    ['indents', Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
  ])('thousands of nested %s, without ending the process', async (_, text) => {
    expect(await problemsOf(text)).toEqual([
      { path: '', message: 'nested deeper than 64 levels', fix: 'use fewer levels' },
    ]);
  });

  test('nothing at 60 levels', async () => {
    await expect(inputOf(`a: ${'['.repeat(60)}${']'.repeat(60)}`)).resolves.toBeDefined();
  });

  test('a hundred thousand keys are read in linear time', async () => {
    const text = Array.from({ length: 100_000 }, (_, index) => `k${index}:`).join('\n');
    const start = performance.now();
    expect(Object.keys(Object(await inputOf(text)))).toHaveLength(100_000);
    expect(performance.now() - start).toBeLessThan(15_000);
  });

  test('more than 1 MiB', async () => {
    expect(await problemsOf(`a: ${'x'.repeat(1024 * 1024)}`)).toEqual([
      { path: '', message: 'is larger than 1 MiB (1048579 bytes)', fix: 'move data out of the definition' },
    ]);
  });

  test.each([
    ['Latin-1', Uint8Array.from([0x61, 0x3a, 0x20, 0xe4])],
    ['UTF-16', Uint8Array.from([0xff, 0xfe, 0x61, 0x00, 0x3a, 0x00])],
    ['a surrogate', Uint8Array.from([0x61, 0x3a, 0x20, 0xed, 0xa0, 0x80])],
  ])('bytes that are not UTF-8: %s', async (_, bytes) => {
    expect(await problemsOf(bytes)).toEqual([{ path: '', message: 'is not valid UTF-8', fix: 'save it as UTF-8' }]);
  });
});

describe('a file is refused', () => {
  test('that is not there', async () => {
    const error = await errorOf(loadDefinition('nowhere/service.yaml'));
    expect(error.message).toBe('nowhere/service.yaml: 1 problem\n  there is no such file');
    expect((await errorOf(loadDefinition('nowhere/service.ts'))).problems[0]?.message).toBe('there is no such file');
  });

  test('below a file', async () => {
    const file = fileOf('service.yaml', 'name: a');
    expect((await errorOf(loadDefinition(join(file, 'service.yaml')))).problems[0]?.message).toBe(
      'there is no such file: a part of its path is not a folder',
    );
  });

  test('that is a folder', async () => {
    const dir = join(folder(), 'service.yaml');
    mkdirSync(dir);
    expect((await errorOf(loadDefinition(dir))).problems).toEqual([
      { path: '', message: 'is a folder', fix: 'name a file in it, such as service.yaml' },
    ]);
  });

  test('that is a link to itself', async () => {
    const file = join(folder(), 'service.yaml');
    symlinkSync(file, file);
    expect((await errorOf(loadDefinition(file))).problems[0]?.message).toBe('cannot be read: its links go in a circle');
  });

  test('that is a device', async () => {
    const file = join(folder(), 'service.yaml');
    symlinkSync('/dev/zero', file);
    expect((await errorOf(loadDefinition(file))).problems[0]?.message).toBe('is not a regular file');
  });

  test.each(['service.toml', 'service', 'service.yaml.bak', 'Service.YAML'])('called %s', async (name) => {
    expect(await problemsOf('name: a', name)).toEqual([
      { path: '', message: 'not a definition file: it must end in .yaml, .yml, .json, .ts, .mts, .js, .mjs' },
    ]);
  });
});

describe('a module is refused', () => {
  test('without a definition among its exports', async () => {
    expect(await problemsOf('export const orders = {};', 'service.mjs')).toEqual([
      {
        path: '',
        message: 'has neither a default export nor one called service',
        fix: 'write export default { name: … }',
      },
    ]);
  });

  test.each([
    ['5', 'a number'],
    ['[]', 'a list'],
    ['"x"', 'a string'],
    ['() => ({})', 'a function'],
  ])('whose export is %s', async (value, found) => {
    expect(await problemsOf(`export default ${value};`, 'service.mjs')).toMatchObject([
      { message: `expected an object as its export, found ${found}`, fix: 'export the definition itself' },
    ]);
  });

  test.each([
    ["throw new TypeError('no port\\nsecond line');", 'threw while it was loaded: TypeError: no port'],
    ["throw 'just text';", 'threw while it was loaded: just text'],
    ['throw undefined;', 'threw while it was loaded: undefined'],
    ["throw new Error('failed:\\n  line 3');", 'threw while it was loaded: Error: failed: line 3'],
    ["throw new Error('\\u001b[31mred');", 'threw while it was loaded: Error: \\u001b[31mred'],
  ])('that throws: %s', async (code, message) => {
    const error = await errorOf(loadDefinition(fileOf('service.mjs', code)));
    expect(error.problems).toEqual([{ path: '', message }]);
  });

  test('that cannot be parsed or imports what is not there', async () => {
    expect((await problemsOf('export default {', 'service.mjs'))[0]?.message).toMatch(/^threw while it was loaded: /);
    expect((await problemsOf("import './gone.mjs'; export default {};", 'service.mjs'))[0]?.message).toMatch(
      /^threw while it was loaded: /,
    );
  });
});

describe('findDefinitions', () => {
  const workspace = (files: readonly string[]) => {
    const dir = folder();
    for (const file of files) {
      mkdirSync(join(dir, file, '..'), { recursive: true });
      writeFileSync(join(dir, file), '');
    }
    return dir;
  };

  test('finds the definitions of a folder and of the folders in it, sorted', async () => {
    const dir = workspace([
      'b/service.ts',
      'a/service.yaml',
      'B/service.json',
      'service.yml',
      'c/deep/service.yaml',
      'c/other.yaml',
      '.hidden/service.yaml',
      'node_modules/service.yaml',
      'd/service.d.ts',
    ]);
    expect((await findDefinitions(dir)).map((file) => relative(dir, file))).toEqual([
      'B/service.json',
      'a/service.yaml',
      'b/service.ts',
      'service.yml',
    ]);
  });

  test('finds nothing in an empty folder', async () => {
    expect(await findDefinitions(folder())).toEqual([]);
  });

  test('refuses two definitions in one folder, in all folders at once', async () => {
    const dir = workspace(['a/service.yaml', 'a/service.ts', 'b/service.yaml', 'service.json', 'service.js']);
    expect((await errorOf(findDefinitions(dir))).problems).toEqual([
      { path: '', message: 'more than one definition: service.js, service.json', fix: 'keep one of them' },
      { path: 'a', message: 'more than one definition: service.ts, service.yaml', fix: 'keep one of them' },
    ]);
  });

  test('refuses a folder that is not there, and a file', async () => {
    expect((await errorOf(findDefinitions(join(root, 'gone')))).problems[0]?.message).toBe('there is no such folder');
    expect((await errorOf(findDefinitions(fileOf('x.txt', '')))).problems[0]?.message).toBe('is not a folder');
  });
});
