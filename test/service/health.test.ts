import { expect, test } from 'vitest';
import { minimal, resolved, worker } from '../support/definitions.js';

const probes = (health: object, ports: object = { http: 8080 }) =>
  resolved(minimal({ health, network: { ports } })).container.probes;

test('two paths make three probes: startup asks what liveness asks', () => {
  const check = { kind: 'http', path: '/livez', port: 'http', scheme: 'HTTP', headers: [] };
  expect(probes({ live: '/livez', ready: '/readyz' })).toEqual({
    startup: { check, periodSeconds: 2, timeoutSeconds: 1, failureThreshold: 30 },
    live: { check, periodSeconds: 10, timeoutSeconds: 2, failureThreshold: 3 },
    ready: { check: { ...check, path: '/readyz' }, periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 2 },
  });
});

test('a budget is rounded up to whole periods', () => {
  const startup = { budget: '31s', period: '10s' };
  expect(probes({ live: '/livez', ready: '/readyz', startup }).startup).toMatchObject({
    periodSeconds: 10,
    failureThreshold: 4,
  });
});

test('startup may have a probe of its own, or none', () => {
  const command = ['/app', 'started'];
  expect(probes({ live: '/livez', ready: '/readyz', startup: { kind: 'exec', command } }).startup?.check).toEqual({
    kind: 'exec',
    command,
  });
  const alone = probes({ live: { path: '/livez', initialDelay: '1m' }, ready: '/readyz', startup: { kind: 'none' } });
  expect(alone.startup).toBeUndefined();
  expect(alone.live?.initialDelaySeconds).toBe(60);
});

test('gRPC is asked by number, since it takes no names, and everything else by name', () => {
  const { live, ready } = probes({ live: { kind: 'grpc' }, ready: { kind: 'tcp' } }, { grpc: 9000 });
  expect(live?.check).toEqual({ kind: 'grpc', port: 9000, portName: 'grpc' });
  expect(ready?.check).toEqual({ kind: 'tcp', port: 'grpc' });
});

test('only readiness may need several successes', () => {
  const ready = { path: '/readyz', successThreshold: 3, initialDelay: '4s' };
  const found = probes({ live: '/livez', ready });
  expect(found.ready).toMatchObject({ successThreshold: 3, initialDelaySeconds: 4 });
  expect(found.live).not.toHaveProperty('successThreshold');
  expect(found.startup).not.toHaveProperty('successThreshold');
});

test('what is not said is not asked', () => {
  expect(resolved(worker()).container.probes).toEqual({});
});
