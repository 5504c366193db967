import { expect, test } from 'vitest';
import { describeShorthands, parsed } from '../support/shorthands.js';

const health = (short: object, long: object) => [{ health: short }, { health: long }] as const;

describeShorthands([
  health({ live: '/livez' }, { live: { path: '/livez' } }),
  health(
    { live: '/livez' },
    { live: { kind: 'http', path: '/livez', scheme: 'HTTP', period: '10s', timeout: '2s', failureThreshold: 3 } },
  ),
  health({ ready: '/readyz' }, { ready: { path: '/readyz', period: '5s', failureThreshold: 2, successThreshold: 1 } }),
  health({ startup: '90s' }, { startup: { budget: '90s' } }),
  health({ startup: '1m30s' }, { startup: { kind: 'live', budget: '90s', period: '2s', timeout: '1s' } }),
  health({}, { startup: { budget: '60s' } }),
]);

test('only readiness may ask for several successes: Kubernetes takes exactly one of the others', () => {
  expect(() => parsed({ health: { live: { path: '/a', successThreshold: 2 } } })).toThrow();
  expect(() => parsed({ health: { startup: { successThreshold: 2 } } })).toThrow();
});

test('no threshold can be below one', () => {
  expect(() => parsed({ health: { live: { path: '/a', failureThreshold: 0 } } })).toThrow();
});
