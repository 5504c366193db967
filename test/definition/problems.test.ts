import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { pathText } from '../../lib/definition/path.js';
import { DefinitionError, type Problem, problemsOf } from '../../lib/definition/problems.js';
import { Quantity } from '../../lib/definition/quantity.js';

const Http = z.strictObject({ kind: z.literal('http'), path: z.string(), period: z.number().default(10) });
const Grpc = z.strictObject({ kind: z.literal('grpc'), service: z.string().optional() });
const Probe = z.discriminatedUnion('kind', [Http, Grpc]);
const Short = z.union([
  z
    .string()
    .transform((path): z.input<typeof Probe> => ({ kind: 'http', path }))
    .pipe(Probe),
  Probe,
]);
const Schema = z.strictObject({
  name: z.string().min(2).max(5).optional(),
  port: z.int().min(1).max(65_535).optional(),
  ratio: z.number().gt(0).lt(1).multipleOf(0.25).optional(),
  level: z.enum(['debug', 'info', 'warn']).default('info'),
  on: z.literal(true).optional(),
  list: z
    .array(z.strictObject({ host: z.string() }))
    .min(1)
    .max(2)
    .optional(),
  probe: Probe.optional(),
  short: Short.optional(),
  memory: z.union([Quantity, z.strictObject({ request: Quantity, limit: Quantity }).partial()]).prefault({}),
  scaling: z
    .union([
      z.strictObject({ replicas: z.number().default(3) }),
      z.strictObject({ min: z.number(), max: z.number() }).transform((range) => ({ ...range })),
    ])
    .optional(),
  labels: z.record(z.string().regex(/^[a-z]+$/, 'expected lower-case letters'), z.string()).optional(),
  exact: z.partialRecord(z.enum(['cpu', 'memory']), z.number()).optional(),
  pair: z.tuple([z.string(), z.strictObject({ deep: z.number() })]).optional(),
  url: z.url().optional(),
  env: z.record(z.string(), z.strictObject({ value: z.string().max(3) })).optional(),
  password: z.number().optional(),
});

const problems = (input: unknown, schema: z.ZodType = Schema): readonly Problem[] => {
  const { error } = schema.safeParse(input);
  return error ? problemsOf(error, input, schema) : [];
};

describe('problemsOf', () => {
  test('a wrong type is told with what was found', () => {
    expect(problems({ port: '80' })).toEqual([
      { path: 'port', message: 'expected number, found string "80"', value: '"80"' },
    ]);
    expect(problems({ port: 80.5 })).toEqual([
      { path: 'port', message: 'expected integer, found number 80.5', value: '80.5' },
    ]);
    expect(problems({ name: 16 })).toMatchObject([{ path: 'name', value: '16', fix: 'write it in quotes: "16"' }]);
    expect(problems({ name: true })).toMatchObject([{ path: 'name', fix: 'write it in quotes: "true"' }]);
    expect(problems({ name: null })).toMatchObject([{ path: 'name', message: 'expected string, found null' }]);
    expect(problems({ list: {} })).toMatchObject([{ path: 'list', message: 'expected list, found object' }]);
    expect(problems([])).toMatchObject([{ path: '', message: 'expected object, found list' }]);
    expect(problems('x')).toMatchObject([{ path: '', message: 'expected object, found string "x"' }]);
    expect(problems(undefined)).toEqual([{ path: '', message: 'is required' }]);
  });

  test('a missing value is required', () => {
    expect(problems({ list: [{}] })).toEqual([{ path: 'list[0].host', message: 'is required' }]);
    expect(problems({ list: [{ host: undefined }] })).toEqual([{ path: 'list[0].host', message: 'is required' }]);
  });

  test('bounds are told with their units', () => {
    expect(problems({ port: 0 })[0]?.message).toBe('expected at least 1, found number 0');
    expect(problems({ port: 70_000 })[0]?.message).toBe('expected at most 65535, found number 70000');
    expect(problems({ ratio: 0 })[0]?.message).toBe('expected more than 0, found number 0');
    expect(problems({ ratio: 1 })[0]?.message).toBe('expected less than 1, found number 1');
    expect(problems({ ratio: 0.3 })[0]?.message).toBe('expected a multiple of 0.25, found number 0.3');
    expect(problems({ name: 'a' })[0]?.message).toBe('expected at least 2 characters, found string "a"');
    expect(problems({ name: 'abcdef' })[0]?.message).toBe('expected at most 5 characters, found string "abcdef"');
    expect(problems({ list: [] })[0]?.message).toBe('expected at least 1 entry, found list');
  });

  test('a format is named', () => {
    expect(problems({ url: 'x y' })[0]?.message).toBe('expected a valid url, found string "x y"');
    expect(problems('b', z.string().regex(/^a$/))[0]?.message).toBe(
      'expected text that matches /^a$/, found string "b"',
    );
  });

  test('a wrong word lists the allowed ones and the nearest', () => {
    expect(problems({ level: 'wran' })).toEqual([
      {
        path: 'level',
        message: 'not one of the allowed values',
        value: '"wran"',
        allowed: 'debug, info, warn',
        fix: 'did you mean "warn"?',
      },
    ]);
    expect(problems({ level: 'silent' })[0]).not.toHaveProperty('fix');
    expect(problems({ level: 5 })[0]).toMatchObject({ value: '5', allowed: 'debug, info, warn' });
    expect(problems({ on: false })).toEqual([{ path: 'on', message: 'expected true', value: 'false' }]);
  });

  test('each unknown key has its own problem, with the allowed keys and the nearest', () => {
    expect(problems({ list: [{ host: 'a', hots: 1, zzzzzzz: 2 }] })).toEqual([
      { path: 'list[0].hots', message: 'unknown key', allowed: 'host', fix: 'did you mean "host"?' },
      { path: 'list[0].zzzzzzz', message: 'unknown key', allowed: 'host', fix: 'remove it' },
    ]);
  });

  test('the allowed keys are those of the branch that the discriminator names', () => {
    expect(problems({ probe: { kind: 'grpc', pth: '/' } })).toEqual([
      { path: 'probe.pth', message: 'unknown key', allowed: 'kind, service', fix: 'remove it' },
    ]);
    expect(problems({ short: { kind: 'http', path: '/', perid: 5 } })).toEqual([
      { path: 'short.perid', message: 'unknown key', allowed: 'kind, path, period', fix: 'did you mean "period"?' },
    ]);
  });

  test('the allowed keys are found through wrappers, records, tuples and key sets', () => {
    expect(problems({ memory: { limt: '1Gi' } })).toMatchObject([
      { allowed: 'request, limit', fix: 'did you mean "limit"?' },
    ]);
    expect(problems({ env: { A: { valu: 'x', value: 'x' } } })).toMatchObject([
      { path: 'env.A.valu', allowed: 'value' },
    ]);
    expect(problems({ pair: ['a', { deep: 1, dep: 2 }] })).toMatchObject([{ path: 'pair[1].dep', allowed: 'deep' }]);
    expect(problems({ exact: { cpuu: 1 } })[0]?.path).toBe('exact.cpuu');
    const lazy = z.lazy(() => z.strictObject({ inner: z.strictObject({ a: z.string() }).readonly().nullable() }));
    expect(problems({ inner: { a: 'x', b: 1 } }, lazy)).toMatchObject([{ path: 'inner.b', allowed: 'a' }]);
    const piped = z.preprocess((value) => value, z.strictObject({ host: z.string() }));
    expect(problems({ host: 'x', hst: 1 }, piped)).toMatchObject([{ path: 'hst', allowed: 'host' }]);
  });

  test('without a schema an unknown key is told without the allowed ones', () => {
    const { error } = Schema.safeParse({ zz: 1 });
    expect(problemsOf(error?.issues ?? [], { zz: 1 })).toEqual([
      { path: 'zz', message: 'unknown key', fix: 'remove it' },
    ]);
  });

  test('an unknown kind lists the kinds, and a missing one is required', () => {
    expect(problems({ probe: { kind: 'htp' } })).toEqual([
      {
        path: 'probe.kind',
        message: 'not one of the allowed values',
        value: '"htp"',
        allowed: 'http, grpc',
        fix: 'did you mean "http"?',
      },
    ]);
    expect(problems({ probe: {} })).toEqual([{ path: 'probe.kind', message: 'is required', allowed: 'http, grpc' }]);
    expect(problems({ short: {} })).toEqual([{ path: 'short.kind', message: 'is required', allowed: 'http, grpc' }]);
  });

  test('a union speaks through the branch that takes this kind of value', () => {
    expect(problems({ memory: '5 potatoes' })).toEqual([
      {
        path: 'memory',
        message: 'expected a Kubernetes quantity, such as 500m, 0.5, 512Mi or 2Gi, without spaces',
        value: '"5 potatoes"',
      },
    ]);
    expect(problems({ memory: { limit: '5 potatoes' } })).toMatchObject([{ path: 'memory.limit' }]);
    expect(problems({ short: { kind: 'http' } })).toEqual([{ path: 'short.path', message: 'is required' }]);
  });

  test('a union that no branch fits names them all', () => {
    expect(problems({ short: 5 })).toEqual([
      { path: 'short', message: 'expected string or object, found number 5', value: '5' },
    ]);
    expect(problems({ memory: true })).toEqual([
      {
        path: 'memory',
        message: 'expected a Kubernetes quantity, such as 500m, 0.5, 512Mi or 2Gi; or object, found boolean true',
        value: 'true',
      },
    ]);
    expect(problems(5, z.union([z.literal('none'), z.boolean()]))[0]?.message).toBe(
      'expected "none" or boolean, found number 5',
    );
  });

  test('a union of objects speaks through the branch that knows the keys', () => {
    expect(problems({ scaling: { min: 1 } })).toEqual([{ path: 'scaling.max', message: 'is required' }]);
    expect(problems({ scaling: { min: 1, mx: 2 } })).toEqual([
      { path: 'scaling.max', message: 'is required' },
      { path: 'scaling.mx', message: 'unknown key', allowed: 'min, max', fix: 'did you mean "max"?' },
    ]);
    expect(problems({ scaling: { min: 1, max: 2, replicas: 3 } })).toEqual([
      { path: 'scaling.replicas', message: 'unknown key', allowed: 'min, max', fix: 'remove it' },
    ]);
  });

  test('a bad key of a record says why', () => {
    expect(problems({ labels: { Team: 'a' } })).toEqual([
      { path: 'labels.Team', message: 'not a valid key: expected lower-case letters, found string "a"', value: '"a"' },
    ]);
  });

  test('messages of the schemas pass through with the value', () => {
    const schema = z.strictObject({ min: z.number(), max: z.number() }).refine(({ min, max }) => min <= max, {
      path: ['min'],
      message: 'is more than max',
    });
    expect(problems({ min: 3, max: 1 }, schema)).toEqual([{ path: 'min', message: 'is more than max', value: '3' }]);
  });

  test('a fault behind a transformation is told at its path', () => {
    const schema = z
      .string()
      .transform((path) => ({ path }))
      .pipe(z.strictObject({ path: z.string(), port: z.number() }));
    expect(problems('/x', schema)).toMatchObject([{ path: 'port', message: 'expected number' }]);
  });

  test('the same problem is told once', () => {
    const schema = z
      .string()
      .refine(() => false, 'is bad')
      .refine(() => false, 'is bad');
    expect(problems('x', schema)).toHaveLength(1);
  });

  test('every input gets either a value or at least one problem, and no value longer than 80 characters', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(Schema.shape), 'zz'), fc.jsonValue()), (input) => {
        const found = problems(input);
        expect(found.length > 0).toBe(!Schema.safeParse(input).success);
        for (const { path, message, value } of found) {
          expect(path).not.toMatch(/^\./);
          expect(message).toMatch(/^[a-z]/);
          expect(value?.length ?? 0).toBeLessThanOrEqual(80);
        }
      }),
    );
  });
});

describe('what is never printed', () => {
  const shown = (input: unknown) => JSON.stringify(problems(input)) + new DefinitionError('x', problems(input)).message;

  test('a value whose key is named like a secret', () => {
    expect(shown({ password: 'hunter2' })).not.toContain('hunter2');
    expect(problems({ password: 'hunter2' })[0]).toMatchObject({ message: 'expected number, found string (hidden)' });
    expect(shown({ env: { DB_PASSWORD: { value: 'hunter2' } } })).not.toContain('hunter2');
    expect(shown({ env: { DB_PASSWORD: 'hunter2' } })).not.toContain('hunter2');
    expect(shown({ env: { DB_PASSWORD: { value: 'x', valu: 'hunter2' } } })).not.toContain('hunter2');
  });

  test('a value that has the form of a secret', () => {
    const token = `ghp_${'a'.repeat(36)}`;
    const url = ['postgres://user:', 'hunter2@db/orders'].join('');
    const base64 = 'QUJD'.repeat(20);
    for (const secret of [token, url, base64]) expect(shown({ name: secret })).not.toContain(secret.slice(0, 20));
    expect(problems({ name: token })[0]?.value).toBe('(hidden)');
  });

  test('a secret that was written as a key', () => {
    const token = `ghp_${'a'.repeat(36)}`;
    expect(shown({ [token]: 1 })).not.toContain(token);
    expect(shown({ name: { [token]: 1 } })).not.toContain(token);
    expect(shown({ labels: { [token]: 'a' } })).not.toContain(token);
  });

  test('what lists and objects hold', () => {
    expect(problems({ name: ['hunter2'] })[0]?.value).toBe('a list of 1');
    expect(problems({ name: { user: 'hunter2' } })[0]?.value).toBe('an object with user');
  });

  test('a control character, and the end of long text', () => {
    const [problem] = problems({ port: `\u001b[31m\n\u202e\u0085${'x '.repeat(500)}` });
    expect(problem?.value).toMatch(/^"\\u001b\[31m\\n\\u\{202e\}\\u\{85\}x x .*…"$/);
    expect(problem?.value?.length).toBeLessThanOrEqual(80);
    expect(problems({ 'a\nb\u001b': 1 })[0]?.path).toBe('["a\\nb\\u001b"]');
  });
});

describe('hostile input', () => {
  test('keys of the prototype are unknown keys like any other', () => {
    expect(problems({ constructor: 1, toString: 2, hasOwnProperty: 3 }).map(({ path }) => path)).toEqual([
      'constructor',
      'toString',
      'hasOwnProperty',
    ]);
    expect(problems(JSON.parse('{"__proto__": 1}')).map(({ path }) => path)).toEqual(['__proto__']);
    expect(problems({ probe: JSON.parse('{"__proto__": {"kind": "http"}}') })[0]?.message).toBe('is required');
  });

  test('ten thousand unknown keys and keys of a megabyte take no noticeable time', () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key${index}`, index]));
    const start = performance.now();
    expect(problems(many)).toHaveLength(10_000);
    expect(problems({ ['x'.repeat(1_000_000)]: 1 })[0]?.path.length).toBeLessThan(500);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('pathText', () => {
  test.each([
    [[], ''],
    [['network', 'ports', 'http'], 'network.ports.http'],
    [['list', 0, 'host'], 'list[0].host'],
    [[0], '[0]'],
    [['labels', 'example.com/team'], 'labels["example.com/team"]'],
    [['a', ''], 'a[""]'],
    [['a', '0'], 'a["0"]'],
    [['say "x"'], '["say \\"x\\""]'],
  ])('spells %j as %s', (path, text) => {
    expect(pathText(path)).toBe(text);
  });
});

describe('DefinitionError', () => {
  test('lists every problem as one block', () => {
    const error = new DefinitionError('service.yaml', [
      { path: '', message: 'is empty' },
      { path: 'port', message: 'expected number, found string "80"', value: '"80"' },
      { path: 'level', message: 'not one of the allowed values', value: '"x"', allowed: 'a, b', fix: 'use a' },
      { path: 'scaling.min', message: 'is more than scaling.max', check: 'scaling-bounds' },
    ]);
    expect(error.message).toBe(
      [
        'service.yaml: 4 problems',
        '  is empty',
        '  port: expected number, found string "80"',
        '  level: not one of the allowed values',
        '    found: "x"',
        '    allowed: a, b',
        '    fix: use a',
        '  scaling.min: is more than scaling.max (scaling-bounds)',
      ].join('\n'),
    );
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('DefinitionError');
    expect(error.source).toBe('service.yaml');
    expect(error.problems).toHaveLength(4);
  });

  test('counts one problem as one', () => {
    expect(new DefinitionError('a', [{ path: '', message: 'is empty' }]).message).toBe('a: 1 problem\n  is empty');
  });
});
