import { expect, test } from 'vitest';
import { cron, minimal, resolved } from '../support/definitions.js';

const scaled = (scaling: unknown) => resolved(minimal({ scaling }));

test('three pods, of which one may be away, unless it says otherwise', () => {
  const service = resolved(minimal());
  expect(service.scaling).toEqual({ kind: 'fixed', replicas: 3 });
  expect(service.disruption).toEqual({ maxUnavailable: 1 });
});

test('an autoscaler aims at 70 % of the processor, unless memory alone is said', () => {
  const targets = (scaling: object) => {
    const found = scaled({ max: 9, ...scaling }).scaling;
    return found.kind === 'automatic' ? found.targets : undefined;
  };
  expect(targets({})).toEqual([{ resource: 'cpu', utilization: 70 }]);
  expect(targets({ memory: '80%' })).toEqual([{ resource: 'memory', utilization: 80 }]);
  expect(targets({ memory: '80%', cpu: '50%' })).toEqual([
    { resource: 'cpu', utilization: 50 },
    { resource: 'memory', utilization: 80 },
  ]);
});

test('an autoscaler grows at once and shrinks slowly', () => {
  expect(scaled({ max: 9 }).scaling).toMatchObject({
    min: 3,
    behavior: { upAfter: 0, downAfter: 300, upPercent: 100, downPods: 1, period: 60 },
  });
});

test('a budget is kept as it is written, count or share', () => {
  expect(scaled({ replicas: 4, disruption: { maxUnavailable: '25%' } }).disruption).toEqual({ maxUnavailable: '25%' });
  expect(scaled({ min: 4, max: 9, disruption: { minAvailable: 3 } }).disruption).toEqual({ minAvailable: 3 });
});

test.each([0, 1, { min: 1, max: 3 }])('%j pods have no budget, which could not let them go', (scaling) => {
  expect(scaled(scaling)).not.toHaveProperty('disruption');
});

test('a cron job has no budget', () => {
  expect(resolved(cron())).not.toHaveProperty('disruption');
});

test('a rollout keeps counts and shares, and says its times in seconds', () => {
  const rollout = { maxSurge: '25%', maxUnavailable: 1, minReady: '10s', deadline: '10m', history: 2 };
  expect(resolved(minimal({ rollout })).rollout).toEqual({
    maxSurge: '25%',
    maxUnavailable: 1,
    minReadySeconds: 10,
    deadlineSeconds: 600,
    history: 2,
  });
});
