import { expect, test } from 'vitest';
import { callablePorts, impliedPort, portReferences } from '../../lib/definition/ports.js';
import { parsed } from '../support/shorthands.js';

test('the port that is meant is the only one, or http', () => {
  expect(impliedPort(['grpc'])).toBe('grpc');
  expect(impliedPort(['grpc', 'http'])).toBe('http');
  expect(impliedPort(['grpc', 'admin'])).toBeUndefined();
  expect(impliedPort([])).toBeUndefined();
});

test('callers reach all ports but one that only serves metrics', () => {
  expect(callablePorts(['http', 'admin'], 'admin')).toEqual(['http']);
  expect(callablePorts(['http', 'admin'], 'http')).toEqual(['http', 'admin']);
  expect(callablePorts(['admin'], 'admin')).toEqual(['admin']);
  expect(callablePorts(['http', 'admin'], undefined)).toEqual(['http', 'admin']);
});

test('every place that refers to a port is known', () => {
  const definition = parsed({
    network: {
      ports: { a: 9000, b: 9001 },
      expose: { host: 'a.example.com', port: 'a' },
      callers: [{ service: 'cart', ports: ['a', 'b'] }],
      services: { further: { ports: ['b'] } },
    },
    health: {
      live: { path: '/', port: 'a' },
      ready: { kind: 'grpc', port: 'b' },
      startup: { kind: 'tcp' },
    },
    server: { port: 'a' },
    observability: { metrics: { port: 'b' } },
  });
  expect(portReferences(definition).map(({ path, port }) => `${path} ${port}`)).toEqual([
    'health.live.port a',
    'health.ready.port b',
    'health.startup.port undefined',
    'server.port a',
    'observability.metrics.port b',
    'network.expose[0].port a',
    'network.callers[0].ports[0] a',
    'network.callers[0].ports[1] b',
    'network.services.further.ports[0] b',
  ]);
});
