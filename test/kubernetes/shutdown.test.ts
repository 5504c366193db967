import { expect, test } from 'vitest';
import { gracePeriod, preStop } from '../../lib/kubernetes/shutdown.js';
import { deployment } from '../../lib/kubernetes/workload.js';
import { orders, rendered } from '../support/service.js';

const hook = 'spec.template.spec.containers[0].lifecycle';

test('the platform kills after the grace period', () => {
  expect(gracePeriod(orders)).toEqual({ terminationGracePeriodSeconds: 30 });
});

test('the platform sleeps before it stops the container, where it drains', () => {
  const [object] = rendered((scope) => preStop(deployment(scope, 'workload', orders), { preStopSleepSeconds: 5 }));
  expect(object).toHaveProperty(hook, { preStop: { sleep: { seconds: 5 } } });
});

test('a container that drains itself has no hook', () => {
  const [object] = rendered((scope) => preStop(deployment(scope, 'workload', orders), {}));
  expect(object).not.toHaveProperty(hook);
});
