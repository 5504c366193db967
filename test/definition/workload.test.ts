import { expect, test } from 'vitest';
import { describeShorthands, parsed } from '../support/shorthands.js';

const workload = (short: unknown, long: unknown) => [{ workload: short }, { workload: long }] as const;
const cron = { kind: 'cron', schedule: '@daily' };

describeShorthands([
  workload(undefined, 'service'),
  workload('service', { kind: 'service', nodeSelector: {}, tolerations: [] }),
  workload('worker', { kind: 'worker' }),
  workload(cron, { ...cron, timeZone: 'Etc/UTC', concurrency: 'Forbid', startingDeadline: '5m', deadline: '1h' }),
  workload(cron, { ...cron, retries: 2, history: { succeeded: 3, failed: 1 }, suspend: false }),
  workload({ kind: 'cron', schedule: ' 0  5 * * * ' }, { kind: 'cron', schedule: '0 5 * * *' }),
]);

test('a service has no schedule', () => {
  expect(() => parsed({ workload: { kind: 'service', schedule: '@daily' } })).toThrow();
});

test('an empty command would run nothing, and an empty selector everything', () => {
  expect(() => parsed({ workload: { kind: 'service', command: [] } })).toThrow();
  expect(() => parsed({ workload: { kind: 'service', selector: {} } })).toThrow();
});
