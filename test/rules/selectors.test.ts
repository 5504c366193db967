import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasLabels, selects } from '../../lib/rules/selectors.js';

const labels = { app: 'orders', tier: 'api' };
const by = (key: string, operator: string, values: readonly string[] = []) => ({
  matchExpressions: [{ key, operator, values }],
});

describe('a label selector', () => {
  test.each([
    ['all labels', { matchLabels: labels }, true],
    ['a value that differs', { matchLabels: { app: 'carts' } }, false],
    ['In', by('app', 'In', ['carts', 'orders']), true],
    ['In without the value', by('app', 'In', ['carts']), false],
    ['NotIn', by('app', 'NotIn', ['carts']), true],
    ['NotIn of an absent key', by('zone', 'NotIn', ['a']), true],
    ['Exists', by('tier', 'Exists'), true],
    ['Exists of an absent key', by('zone', 'Exists'), false],
    ['DoesNotExist', by('zone', 'DoesNotExist'), true],
    ['an unknown operator', by('app', 'Like', ['orders']), false],
    ['nothing at all, written as an empty selector', {}, true],
    ['no selector', undefined, false],
  ])('with %s', (_, selector, expected) => {
    expect(selects(selector, labels)).toBe(expected);
  });

  test('that wants more selects less', () => {
    const some = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2'));
    fc.assert(
      fc.property(some, some, some, (wanted, more, found) => {
        if (hasLabels(found, { ...wanted, ...more })) expect(hasLabels(found, more)).toBe(true);
        expect(selects({ matchLabels: wanted }, wanted)).toBe(true);
      }),
    );
  });
});
