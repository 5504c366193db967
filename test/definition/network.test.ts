import { describe, expect, test } from 'vitest';
import { appProtocolOf, portsOf, servicePortOf } from '../../lib/definition/network.js';
import { describeShorthands, parsed } from '../support/shorthands.js';

const network = (...[short, long]: readonly [object, object]) => [{ network: short }, { network: long }] as const;

describeShorthands([
  network({ ports: { http: 8080 } }, { ports: { http: { port: 8080, protocol: 'TCP' } } }),
  network({ expose: 'a.example.com' }, { expose: ['a.example.com'] }),
  network({ expose: 'a.example.com/api' }, { expose: [{ host: 'a.example.com', path: '/api' }] }),
  network({ expose: '{domain}' }, { expose: { host: '{domain}', path: '/', pathType: 'Prefix', tls: true } }),
  network({ callers: ['cart'] }, { callers: [{ kind: 'service', service: 'cart' }] }),
  network({ calls: ['cart'] }, { calls: [{ service: 'cart', env: true }] }),
  network(
    { egress: [{ kind: 'cidr', cidr: '10.0.0.0/8', ports: [443] }] },
    { egress: [{ kind: 'cidr', cidr: '10.0.0.0/8', except: [], ports: [{ port: 443, protocol: 'TCP' }] }] },
  ),
  network({}, { service: { type: 'ClusterIP', sessionAffinity: 'None' }, services: {}, expose: [] }),
]);

describe('ports', () => {
  test('a service has http 8080 unless it says otherwise, others have none', () => {
    expect(portsOf('service', undefined)).toEqual({ http: { port: 8080, protocol: 'TCP' } });
    expect(portsOf('service', {})).toEqual({});
    expect(portsOf('worker', undefined)).toEqual({});
    expect(portsOf('cron', undefined)).toEqual({});
  });

  test('http and https are offered on their well-known numbers, others on their own', () => {
    const port = { port: 8080, protocol: 'TCP' } as const;
    expect(['http', 'https', 'grpc'].map((name) => servicePortOf(name, port))).toEqual([80, 443, 8080]);
    expect(servicePortOf('http', { ...port, servicePort: 8000 })).toBe(8000);
  });

  test('only http is known to speak HTTP', () => {
    const port = { port: 8080, protocol: 'TCP' } as const;
    expect(['http', 'web'].map((name) => appProtocolOf(name, port))).toEqual(['http', undefined]);
    expect(appProtocolOf('http', { ...port, appProtocol: 'kubernetes.io/h2c' })).toBe('kubernetes.io/h2c');
  });
});

test('a host may hold the domain of the environment anywhere, and comes back as it was written', () => {
  const hosts = ['{domain}', 'a.{domain}', '*.{domain}', 'a.{domain}.internal'];
  expect(hosts.map((host) => parsed({ network: { expose: host } }).network.expose[0]?.host)).toEqual(hosts);
});
