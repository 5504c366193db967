import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pathText } from '../lib/definition/path.js';
import { DefinitionError } from '../lib/definition/problems.js';
import { merge } from '../lib/merge.js';

const named = (values: readonly unknown[]) => values.map((value, index) => ({ name: `layer ${index}`, value }));
const valueFrom = (...values: readonly unknown[]) => merge(named(values)).value;
const originOf = (...values: readonly unknown[]) => Object.fromEntries(merge(named(values)).origin);
const problemsOf = (...values: readonly unknown[]) => {
  try {
    merge(named(values));
  } catch (error) {
    if (error instanceof DefinitionError) return error.problems;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('merge', () => {
  test('objects merge by key, and everything else replaces', () => {
    expect(valueFrom({ a: { x: 1, y: [1, 2] }, b: 1 }, { a: { y: [3], z: 0 }, b: '2' })).toEqual({
      a: { x: 1, y: [3], z: 0 },
      b: '2',
    });
    expect(valueFrom({ a: { x: 1 } }, { a: 5 })).toEqual({ a: 5 });
    expect(valueFrom({ a: [1] }, { a: { x: 1 } })).toEqual({ a: { x: 1 } });
  });

  test('null removes a key, also one that nobody set', () => {
    expect(valueFrom({ a: 1, b: { c: 1, d: 2 } }, { a: null, b: { c: null } })).toEqual({ b: { d: 2 } });
    expect(valueFrom({ a: null, b: { c: null } })).toEqual({ b: {} });
    expect(valueFrom({ a: { x: 1 } }, { a: null }, { a: { y: 2 } })).toEqual({ a: { y: 2 } });
  });

  test('null in a list is data, since a list replaces as a whole', () => {
    expect(valueFrom({ a: [null, { b: null }] })).toEqual({ a: [null, { b: null }] });
  });

  test('an object of another kind replaces wholly, one of the same kind or of none merges', () => {
    const http = { ready: { kind: 'http', path: '/ready', period: 5 } };
    expect(valueFrom(http, { ready: { kind: 'grpc' } })).toEqual({ ready: { kind: 'grpc' } });
    expect(valueFrom(http, { ready: { kind: 'http', period: 9 } })).toEqual({
      ready: { kind: 'http', path: '/ready', period: 9 },
    });
    expect(valueFrom(http, { ready: { period: 9 } })).toEqual({ ready: { kind: 'http', path: '/ready', period: 9 } });
    expect(valueFrom({ ready: { period: 9 } }, http)).toEqual({ ready: { kind: 'http', path: '/ready', period: 5 } });
    expect(valueFrom(http, { ready: { kind: { not: 'a word' } } })).toMatchObject({ ready: { path: '/ready' } });
  });

  test('undefined is as absent, in a layer and as a layer', () => {
    expect(valueFrom({ a: 1 }, { a: undefined, b: undefined }, undefined)).toEqual({ a: 1 });
    expect('b' in valueFrom({ b: undefined })).toBe(false);
  });

  test('no layers come to an empty object', () => {
    expect(merge([])).toEqual({ value: {}, origin: new Map() });
  });

  test('a key keeps the place where it was first said, and loses it when it is removed', () => {
    expect(Object.keys(valueFrom({ b: 1, a: 1 }, { a: 2, c: 3, b: 4 }))).toEqual(['b', 'a', 'c']);
    expect(Object.keys(valueFrom({ b: 1, a: 1 }, { b: null }, { b: 2 }))).toEqual(['a', 'b']);
  });

  test('the origin of each leaf is the layer that set it', () => {
    expect(
      originOf(
        { a: { x: 1, y: 2 }, list: [1], empty: {}, labels: { 'example.com/team': 'a' } },
        { a: { y: 3 }, list: [2], gone: null },
      ),
    ).toEqual({
      'a.x': 'layer 0',
      'a.y': 'layer 1',
      list: 'layer 1',
      empty: 'layer 0',
      'labels["example.com/team"]': 'layer 0',
    });
  });

  test('the layer that emptied an object is its origin', () => {
    expect(originOf({ a: { x: 1 } }, { a: { x: null } })).toEqual({ a: 'layer 1' });
  });

  test('the layers are not changed and share nothing with the result', () => {
    const layer = Object.freeze({ a: Object.freeze({ list: Object.freeze([Object.freeze({ x: 1 })]) }) });
    const { value } = merge([{ name: 'one', value: layer }]);
    expect(value).toEqual(layer);
    Object.assign((value as { a: { list: object[] } }).a.list[0] ?? {}, { x: 2 });
    expect(layer).toEqual({ a: { list: [{ x: 1 }] } });
  });

  test('one object used in two places is copied twice', () => {
    const shared = { x: [1] };
    const value = valueFrom({ a: shared, b: shared }) as { a: object; b: object };
    expect(value).toEqual({ a: { x: [1] }, b: { x: [1] } });
    expect(value.a).not.toBe(value.b);
  });

  test('minus zero is zero, as in JSON', () => {
    expect(Object.is(valueFrom({ a: -0 }).a, 0)).toBe(true);
  });

  test('objects without a prototype and from another realm are plain', () => {
    expect(valueFrom(Object.assign(Object.create(null), { a: 1 }))).toEqual({ a: 1 });
    expect(valueFrom(runInNewContext('({ a: [{ b: 1 }] })'))).toEqual({ a: [{ b: 1 }] });
  });
});

describe('what is no plain data is refused with its path', () => {
  const fix = 'use text, a finite number, true, false, a list or a plain object';
  class Custom {}
  test.each([
    ['a Date', new Date(0)],
    ['a Map', new Map()],
    ['a Set', new Set()],
    ['a RegExp', /x/],
    ['a Promise', Promise.resolve()],
    ['a Custom', new Custom()],
    ['a String', new String('x')],
    ['a Uint8Array', new Uint8Array(1)],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a bigint', 1n],
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['-Infinity', Number.NEGATIVE_INFINITY],
  ])('%s', (name, value) => {
    const message = `expected plain data, found ${name}`;
    expect(problemsOf({ a: { b: value } })).toEqual([{ path: 'a.b', message, fix }]);
    expect(problemsOf({ a: [0, value] })).toEqual([{ path: 'a[1]', message, fix }]);
    expect(problemsOf(value)).toMatchObject([{ path: '', message }]);
  });

  test.each([
    [null, 'expected an object, found null'],
    ['x', 'expected an object, found a string'],
    [5, 'expected an object, found a number'],
    [[], 'expected an object, found a list'],
  ])('the layer %j', (value, message) => {
    expect(problemsOf(value)).toEqual([{ path: '', message }]);
  });

  test('undefined in a list', () => {
    expect(problemsOf({ a: [1, undefined] })).toEqual([
      { path: 'a[1]', message: 'expected plain data, found undefined', fix },
    ]);
  });

  test.each(['__proto__', 'constructor', 'prototype'])('the key %s, at any depth', (key) => {
    const layer = JSON.parse(`{"a": [{"b": {"${key}": {"polluted": true}}}]}`);
    expect(problemsOf(layer)).toEqual([
      { path: `a[0].b.${key}`, message: `the key ${key} is not allowed`, fix: 'use another name' },
    ]);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('a key that is a symbol', () => {
    expect(problemsOf({ [Symbol('x')]: 1 })[0]).toMatchObject({ message: 'a key must be text, found a symbol' });
  });

  test('a getter, which is not run', () => {
    const layer = {
      get a() {
        throw new Error('was run');
      },
    };
    expect(problemsOf(layer)).toEqual([
      { path: 'a', message: 'a getter is not plain data', fix: 'write the value itself' },
    ]);
  });

  test('a list with holes, however long', () => {
    expect(problemsOf({ a: new Array(1_000_000_000) })[0]).toMatchObject({
      path: 'a',
      message: 'a list with holes or named entries',
    });
  });

  test('half a character', () => {
    expect(problemsOf({ a: '\ud800' })[0]?.message).toBe('the text has half a character (a lone surrogate)');
    expect(problemsOf({ '\udc00': 1 })[0]?.message).toBe('the text has half a character (a lone surrogate)');
    expect(valueFrom({ a: '😀' })).toEqual({ a: '😀' });
  });

  test('a cycle', () => {
    const layer: Record<string, unknown> = { a: {} };
    layer.a = { list: [layer] };
    expect(problemsOf(layer)).toEqual([
      { path: 'a.list[0]', message: 'the value contains itself', fix: 'write it without the cycle' },
    ]);
  });

  test('more than 64 levels, and not 64', () => {
    const nest = (levels: number): unknown => (levels === 0 ? 1 : { a: nest(levels - 1) });
    expect(valueFrom(nest(64))).toBeDefined();
    expect(problemsOf(nest(65))).toEqual([
      { path: Array(64).fill('a').join('.'), message: 'nested deeper than 64 levels', fix: 'use fewer levels' },
    ]);
    expect(problemsOf(nest(5000))).toHaveLength(1);
  });

  test('objects that multiply by being shared', () => {
    let value: unknown = 'ha';
    for (let level = 0; level < 40; level += 1) value = [value, value];
    expect(problemsOf({ a: value })).toEqual([
      {
        path: '',
        message: 'more than 100000 values',
        fix: 'repeat less: shared objects count each time they are used',
      },
    ]);
  });

  test('everything at once, and the layer is named', () => {
    expect(problemsOf({ a: 1n, b: Number.NaN }).map(({ path }) => path)).toEqual(['a', 'b']);
    expect(() => merge([{ name: 'preset web', value: { a: 1n } }])).toThrow(
      /^preset web: 1 problem\n {2}a: expected plain/,
    );
    expect(problemsOf({ a: 1n }, {}, { b: 2n }).map(({ message }) => message)).toEqual([
      'in layer 0: expected plain data, found a bigint',
      'in layer 2: expected plain data, found a bigint',
    ]);
  });
});

const key = fc.constantFrom('a', 'b', 'c', 'd', 'kind', 'example.com/x');
const scalar = fc.oneof(
  fc.integer(),
  fc.boolean(),
  fc.constantFrom('x', 'y'),
  fc.array(fc.integer(), { maxLength: 2 }),
);
const tree = (leaf: fc.Arbitrary<unknown>) =>
  fc.letrec((tie) => ({
    object: fc.dictionary(key, fc.oneof({ maxDepth: 4 }, leaf, tie('object')), { maxKeys: 4 }),
  })).object;
/** Layers with all that a layer may say: nulls, kinds, and scalars where others have objects. */
const anyLayer = tree(fc.oneof(scalar, fc.constant(null)));
/** Layers without null and kind that agree on which keys are objects. */
const shaped = fc.record(
  {
    a: scalar,
    b: scalar,
    c: fc.record({ x: scalar, y: scalar, z: fc.record({ deep: scalar }, { requiredKeys: [] }) }, { requiredKeys: [] }),
    d: fc.record({ x: scalar }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

const leaves = (value: unknown, path: readonly string[] = []): readonly string[] =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  (path.length === 0 || Object.keys(value).length > 0)
    ? Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...path, name]))
    : [pathText(path)];

describe('the algebra of layers', () => {
  test('layers may be merged beforehand from the left, with nulls and kinds, in value and order', () => {
    fc.assert(
      fc.property(anyLayer, anyLayer, anyLayer, (a, b, c) => {
        expect(JSON.stringify(valueFrom(valueFrom(a, b), c))).toBe(JSON.stringify(valueFrom(a, b, c)));
      }),
    );
  });

  test('layers that agree on what is an object may be merged in any grouping', () => {
    fc.assert(
      fc.property(shaped, shaped, shaped, (a, b, c) => {
        expect(valueFrom(a, valueFrom(b, c))).toEqual(valueFrom(valueFrom(a, b), c));
      }),
    );
  });

  test('an empty layer changes nothing, wherever it lies', () => {
    fc.assert(
      fc.property(anyLayer, anyLayer, (a, b) => {
        const expected = valueFrom(a, b);
        for (const layers of [
          [{}, a, b],
          [a, {}, b],
          [a, b, {}],
        ])
          expect(valueFrom(...layers)).toEqual(expected);
      }),
    );
  });

  test('a layer laid on twice is as laid on once', () => {
    fc.assert(
      fc.property(anyLayer, anyLayer, (a, b) => {
        expect(valueFrom(a, b, b)).toEqual(valueFrom(a, b));
      }),
    );
  });

  test('the origin has exactly the leaves of the value', () => {
    fc.assert(
      fc.property(fc.array(anyLayer, { maxLength: 4 }), (layers) => {
        const { value, origin } = merge(named(layers));
        expect([...origin.keys()].sort()).toEqual([...leaves(value)].sort());
      }),
    );
  });

  test('the last layer wins: all that it says, but null, stands in the value', () => {
    fc.assert(
      fc.property(fc.array(shaped, { maxLength: 3 }), shaped, (below, last) => {
        const { value, origin } = merge([...named(below), { name: 'last', value: last }]);
        expect(value).toMatchObject(last);
        for (const path of leaves(last)) if (origin.has(path)) expect(origin.get(path)).toBe('last');
      }),
    );
  });

  test('the result holds nothing but plain data', () => {
    fc.assert(
      fc.property(fc.array(anyLayer, { maxLength: 4 }), (layers) => {
        const value = valueFrom(...layers);
        expect(JSON.parse(JSON.stringify(value))).toEqual(value);
      }),
    );
  });
});
