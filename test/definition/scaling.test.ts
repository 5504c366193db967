import { expect, test } from 'vitest';
import { describeShorthands, parsed } from '../support/shorthands.js';

const scaling = (short: unknown, long: unknown) => [{ scaling: short }, { scaling: long }] as const;

describeShorthands([
  scaling(2, { replicas: 2 }),
  scaling(undefined, 3),
  scaling(0, { replicas: 0, disruption: { maxUnavailable: 1 } }),
  scaling({ max: 5 }, { min: 3, max: 5, cpu: '70%', behavior: { downAfter: '5m', period: '1m' } }),
]);

test('replicas beside an autoscaler cannot be said', () => {
  expect(() => parsed({ scaling: { replicas: 3, max: 5 } })).toThrow();
  expect(() => parsed({ scaling: { replicas: 3, cpu: '70%' } })).toThrow();
});

test('an autoscaler has at least one pod, a fixed number may be none', () => {
  expect(() => parsed({ scaling: { min: 0, max: 5 } })).toThrow();
  expect(parsed({ scaling: 0 }).scaling).toMatchObject({ kind: 'fixed', replicas: 0 });
});

test('a budget that is said stands alone', () => {
  expect(parsed({ scaling: { disruption: { minAvailable: '50%' } } }).scaling.disruption).toEqual({
    minAvailable: '50%',
  });
});
