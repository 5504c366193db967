import { describe, expect, test } from 'vitest';
import { DataKey } from '../../lib/definition/variables.js';
import { describeShorthands, parsed } from '../support/shorthands.js';

const variable = (short: unknown, long: object) =>
  [{ config: { variables: { A: short } } }, { config: { variables: { A: long } } }] as const;
const secret = (short: unknown, long: object) =>
  [{ config: { secrets: { A: short } } }, { config: { secrets: { A: long } } }] as const;

describeShorthands([
  variable('x', { value: 'x' }),
  variable('', { kind: 'value', value: '', required: false }),
  variable(0, { value: 0 }),
  variable(false, { value: false }),
  variable({ kind: 'resource', resource: 'limits.cpu' }, { kind: 'resource', resource: 'limits.cpu', divisor: '1' }),
  secret('shop/orders', { kind: 'store', key: 'shop/orders', as: 'env' }),
  secret('shop/orders#pw', { key: 'shop/orders', property: 'pw' }),
  secret({}, { kind: 'store' }),
  secret({ kind: 'secret', name: 'a', key: 'b' }, { kind: 'secret', name: 'a', key: 'b', optional: false, as: 'env' }),
]);

test('variables keep the order of the definition', () => {
  const names = ['Z', 'A', 'M', 'b'];
  const variables = Object.fromEntries(names.map((name) => [name, '']));
  expect(Object.keys(parsed({ config: { variables } }).config.variables)).toEqual(names);
});

describe('DataKey', () => {
  test.each(['a', '.env', 'a..b', '-', '_', 'A.b-c_d', 'x'.repeat(253)])('takes %s', (key) => {
    expect(DataKey.safeParse(key).success).toBe(true);
  });

  test.each(['', '.', '..', '..data', 'a/b', 'a b', 'ä', 'x'.repeat(254), 'a\n'])('refuses %j', (key) => {
    expect(DataKey.safeParse(key).success).toBe(false);
  });
});

test.each(['', 'a b', '#pw', 'a#', 'a#b#c'])('%j is no place in a store', (place) => {
  expect(() => parsed({ config: { secrets: { A: place } } })).toThrow();
});
