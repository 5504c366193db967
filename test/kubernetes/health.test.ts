import { expect, test } from 'vitest';
import { probes } from '../../lib/kubernetes/health.js';
import { plain } from '../support/service.js';

const timings = { periodSeconds: 10, timeoutSeconds: 2, failureThreshold: 3 };

test('a container without probes has none', () => {
  expect(probes({ probes: {} })).toEqual({});
});

test('an http probe asks a port by its name, with headers where there are some', () => {
  const check = { kind: 'http', path: '/livez', port: 'http', scheme: 'HTTP', headers: [] } as const;
  const headers = [{ name: 'X-Probe', value: 'yes' }];
  expect(plain(probes({ probes: { live: { check, ...timings } } }))).toEqual({
    livenessProbe: { httpGet: { path: '/livez', port: 'http', scheme: 'HTTP' }, ...timings },
  });
  expect(plain(probes({ probes: { ready: { check: { ...check, headers }, ...timings } } }))).toHaveProperty(
    'readinessProbe.httpGet.httpHeaders',
    headers,
  );
});

test('a grpc probe asks a number, since the API takes no names', () => {
  const check = { kind: 'grpc', port: 9090, portName: 'grpc', service: 'orders' } as const;
  expect(plain(probes({ probes: { startup: { check, ...timings, initialDelaySeconds: 4 } } }))).toEqual({
    startupProbe: { grpc: { port: 9090, service: 'orders' }, ...timings, initialDelaySeconds: 4 },
  });
});

test('a tcp probe and a command say nothing else', () => {
  const live = { check: { kind: 'tcp', port: 'admin' } as const, ...timings };
  const ready = { check: { kind: 'exec', command: ['/check', '-v'] } as const, ...timings, successThreshold: 2 };
  expect(plain(probes({ probes: { live, ready } }))).toEqual({
    livenessProbe: { tcpSocket: { port: 'admin' }, ...timings },
    readinessProbe: { exec: { command: ['/check', '-v'] }, ...timings, successThreshold: 2 },
  });
});
