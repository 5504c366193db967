import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kubernetesVersions } from '../../lib/platform/kubernetes-version.js';
import { cron, minimal, resolved } from '../support/definitions.js';

const variables = (service: ReturnType<typeof resolved>) =>
  service.configMaps.find(({ name }) => name.includes('-config-'))?.data;

test('the platform kills five seconds after drain and timeout', () => {
  fc.assert(
    fc.property(fc.nat(3600), fc.integer({ min: 10, max: 3600 }), (drain, timeout) => {
      const { shutdown } = resolved(minimal({ shutdown: { drain: `${drain}s`, timeout: `${timeout}s` } }));
      expect(shutdown.gracePeriodSeconds).toBe(drain + timeout + 5);
    }),
    { numRuns: 25 },
  );
});

test.each(kubernetesVersions)('on Kubernetes %s exactly one of the two waits for the drain', (kubernetes) => {
  const service = resolved(minimal({ shutdown: { env: true } }), { kubernetes });
  const sleeps = kubernetesVersions.indexOf(kubernetes) >= kubernetesVersions.indexOf('1.30');
  expect(service.container.preStopSleepSeconds).toBe(sleeps ? 5 : undefined);
  expect(service.shutdown.processDrainSeconds).toBe(sleeps ? 0 : 5);
  expect(variables(service)).toEqual({ SHUTDOWN_TIMEOUT: '20s', SHUTDOWN_DRAIN: sleeps ? '0s' : '5s' });
});

test('a process that drains itself gets no preStop sleep', () => {
  const service = resolved(minimal({ shutdown: { drainedBy: 'process', drain: '7s', env: true } }));
  expect(service.container).not.toHaveProperty('preStopSleepSeconds');
  expect(variables(service)?.SHUTDOWN_DRAIN).toBe('7s');
});

test('nothing sleeps for no time, since Kubernetes refuses that', () => {
  expect(resolved(minimal({ shutdown: { drain: '0s' } })).container).not.toHaveProperty('preStopSleepSeconds');
});

test('a cron job has nobody to drain', () => {
  const service = resolved(cron());
  expect(service.container).not.toHaveProperty('preStopSleepSeconds');
  expect(service.shutdown.gracePeriodSeconds).toBe(30);
});
