import { describe, expect, test } from 'vitest';
import { neighbourOf, read } from '../../lib/service.js';
import type { Fields } from '../support/definitions.js';
import { cluster, minimal, resolved, worker } from '../support/definitions.js';

const dns = {
  peer: { kind: 'pods', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  ports: [
    { port: 53, protocol: 'TCP' },
    { port: 53, protocol: 'UDP' },
  ],
};
const policy = (more: Fields, facts: Parameters<typeof resolved>[1] = {}, neighbours: readonly Fields[] = []) =>
  resolved(minimal(more), facts, {
    neighbours: new Map(
      neighbours.map((one) => [String(one.name), neighbourOf(read(one, { platform: cluster(facts) }))]),
    ),
  }).policy;

describe('who may reach it', () => {
  test('nobody, unless it says so', () => {
    expect(policy({}).ingress).toEqual([]);
  });

  test('the ingress controller reaches exposed ports only, from its namespace', () => {
    const network = { ports: { http: 8080, grpc: 9000 }, expose: 'a.example.com' };
    expect(policy({ network }, { ingress: { namespace: 'ingress' } }).ingress).toEqual([
      { peer: { kind: 'pods', namespace: 'ingress', labels: {} }, ports: [{ port: 8080, protocol: 'TCP' }] },
    ]);
    expect(policy({ network }).ingress).toEqual([
      { peer: { kind: 'pods', labels: {} }, ports: [{ port: 8080, protocol: 'TCP' }] },
    ]);
  });

  test('monitoring reaches the metrics port only', () => {
    const more = { network: { ports: { http: 8080, admin: 9000 } }, observability: { metrics: { port: 'admin' } } };
    expect(policy(more, { monitoring: { namespace: 'monitoring' } }).ingress).toEqual([
      { peer: { kind: 'pods', namespace: 'monitoring', labels: {} }, ports: [{ port: 9000, protocol: 'TCP' }] },
    ]);
  });

  test('a caller reaches all ports but the one for metrics, from where it runs', () => {
    const more = {
      network: { ports: { http: 8080, admin: 9000, grpc: 9001 }, callers: ['cart'] },
      observability: { metrics: { port: 'admin' } },
    };
    const cart = worker({ name: 'cart', system: 'store', network: { calls: ['orders'] } });
    expect(policy(more, { monitoring: { namespace: 'm' } }, [cart]).ingress).toContainEqual({
      peer: { kind: 'pods', namespace: 'store', labels: { 'app.kubernetes.io/name': 'cart' } },
      ports: [
        { port: 8080, protocol: 'TCP' },
        { port: 9001, protocol: 'TCP' },
      ],
    });
  });

  test('namespaces and address ranges may call, on the ports that are named', () => {
    const callers = [
      { kind: 'namespace', namespace: 'tools', labels: { app: 'probe' }, ports: ['admin'] },
      { kind: 'cidr', cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] },
    ];
    expect(policy({ network: { ports: { http: 8080, admin: 9000 }, callers } }).ingress).toEqual([
      {
        peer: { kind: 'cidr', cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] },
        ports: [
          { port: 8080, protocol: 'TCP' },
          { port: 9000, protocol: 'TCP' },
        ],
      },
      {
        peer: { kind: 'pods', namespace: 'tools', labels: { app: 'probe' } },
        ports: [{ port: 9000, protocol: 'TCP' }],
      },
    ]);
  });
});

describe('what it may reach', () => {
  test('DNS only, unless it says so', () => {
    expect(policy({}).egress).toEqual([dns]);
  });

  test('DNS where the cluster has it', () => {
    const facts = { dns: { namespace: 'dns', labels: { app: 'coredns' }, port: 5353 } };
    expect(policy({}, facts).egress).toEqual([
      {
        peer: { kind: 'pods', namespace: 'dns', labels: { app: 'coredns' } },
        ports: [
          { port: 5353, protocol: 'TCP' },
          { port: 5353, protocol: 'UDP' },
        ],
      },
    ]);
  });

  test('the pods that it calls on the number that they listen on, not the one of their Service', () => {
    const cart = minimal({ name: 'cart', network: { callers: ['orders'] } });
    expect(policy({ network: { calls: ['cart'] } }, {}, [cart]).egress).toContainEqual({
      peer: { kind: 'pods', namespace: 'cart', labels: { 'app.kubernetes.io/name': 'cart' } },
      ports: [{ port: 8080, protocol: 'TCP' }],
    });
  });

  test('its dependencies on their usual ports, anywhere or where they are', () => {
    const dependencies = {
      postgres: '16',
      cache: { kind: 'redis', version: '7', port: 6380, at: { kind: 'namespace', namespace: 'caches' } },
      queue: { kind: 'nats', version: '2', at: { kind: 'cidr', cidr: '10.0.0.0/8' } },
    };
    expect(policy({ dependencies }).egress).toEqual(
      expect.arrayContaining([
        { peer: { kind: 'anywhere' }, ports: [{ port: 5432, protocol: 'TCP' }] },
        { peer: { kind: 'pods', namespace: 'caches', labels: {} }, ports: [{ port: 6380, protocol: 'TCP' }] },
        { peer: { kind: 'cidr', cidr: '10.0.0.0/8', except: [] }, ports: [{ port: 4222, protocol: 'TCP' }] },
      ]),
    );
  });

  test('further peers on ports and ranges of ports, and each rule once', () => {
    const peer = { kind: 'cidr', cidr: '203.0.113.0/24', ports: [587, { port: 9000, endPort: 9100, protocol: 'UDP' }] };
    expect(policy({ network: { egress: [peer, peer] } }).egress).toEqual([
      {
        peer: { kind: 'cidr', cidr: '203.0.113.0/24', except: [] },
        ports: [
          { port: 587, protocol: 'TCP' },
          { port: 9000, endPort: 9100, protocol: 'UDP' },
        ],
      },
      dns,
    ]);
  });
});

test('where monitoring’s namespace is not known, every namespace reads a port that serves metrics only, and no other', () => {
  const metrics = (port: string) => ({ observability: { metrics: { port } } });
  const all = { peer: { kind: 'pods', labels: {} }, ports: [{ port: 9090, protocol: 'TCP' }] };
  const ports = { metrics: 9090 };
  expect(policy({ network: { ports: { http: 8080, ...ports } }, ...metrics('metrics') }).ingress).toEqual([all]);
  expect(policy({ workload: 'worker', health: {}, network: { ports }, ...metrics('metrics') }).ingress).toEqual([all]);
  expect(policy(metrics('http')).ingress).toEqual([]);
  expect(policy({ network: { ports: { grpc: 9000 } }, ...metrics('grpc') }).ingress).toEqual([]);
});
