import { describe, expect, test } from 'vitest';
import type { Fields } from '../support/definitions.js';
import { minimal, resolved, worker } from '../support/definitions.js';

const http = { name: 'http', port: 8080, servicePort: 80, protocol: 'TCP', appProtocol: 'http' };
const networked = (network: object, facts: Parameters<typeof resolved>[1] = {}, more: Fields = {}) =>
  resolved(minimal({ network, ...more }), facts);

describe('ports and Services', () => {
  test('a service listens on http 8080, which its Service offers on 80', () => {
    const service = resolved(minimal());
    expect(service.container.ports).toEqual([http]);
    expect(service.services).toEqual([
      { name: 'orders', type: 'ClusterIP', annotations: {}, sessionAffinity: 'None', ports: [http] },
    ]);
  });

  test('a worker has none', () => {
    const service = resolved(worker());
    expect([service.container.ports, service.services]).toEqual([[], []]);
  });

  test('ports come sorted by name, and each may be offered under another number', () => {
    const ports = { https: 8443, admin: { port: 9000, servicePort: 90 }, http: 8080, grpc: 9001 };
    expect(networked({ ports }).container.ports.map(({ name, servicePort }) => [name, servicePort])).toEqual([
      ['admin', 90],
      ['grpc', 9001],
      ['http', 80],
      ['https', 443],
    ]);
  });

  test('further Services offer some of the ports', () => {
    const { services } = networked({
      ports: { http: 8080, admin: 9000 },
      services: { peers: { ports: ['admin'], type: 'Headless' } },
    });
    expect(services.map(({ name, type, ports }) => [name, type, ports.map((port) => port.name)])).toEqual([
      ['orders', 'ClusterIP', ['admin', 'http']],
      ['orders-peers', 'Headless', ['admin']],
    ]);
  });

  test.each([
    ['1.30', undefined],
    ['1.31', 'PreferClose'],
  ] as const)('on Kubernetes %s endpoints near the client are preferred as %s', (kubernetes, expected) => {
    const [service] = networked({ service: { trafficDistribution: 'PreferClose' } }, { kubernetes }).services;
    expect(service?.trafficDistribution).toBe(expected);
    expect(Object.hasOwn(service ?? {}, 'trafficDistribution')).toBe(expected !== undefined);
  });
});

describe('routing', () => {
  const domain = 'example.com';

  test('nothing is exposed unless it says so', () => {
    expect(resolved(minimal())).not.toHaveProperty('routing');
  });

  test('a host is served by the Ingress with a certificate from the Secret of its name', () => {
    const { routing } = networked({ expose: 'orders.{domain}/api' }, { domain, ingress: { class: 'public' } });
    expect(routing).toEqual({
      kind: 'ingress',
      class: 'public',
      annotations: {},
      routes: [
        {
          objectName: 'orders',
          host: 'orders.example.com',
          path: '/api',
          pathType: 'Prefix',
          port: http,
          tlsSecret: 'orders-tls',
        },
      ],
    });
  });

  test('a Gateway is used where the platform says so, and knows no class', () => {
    const gateway = { kind: 'gateway', name: 'public', namespace: 'gateways' } as const;
    const { routing } = networked({ expose: { host: 'a.example.com', annotations: { a: '1' } } }, { ingress: gateway });
    expect(routing).toMatchObject({ kind: 'gateway', name: 'public', namespace: 'gateways', annotations: { a: '1' } });
    expect(routing).not.toHaveProperty('section');
    expect(routing).not.toHaveProperty('class');
  });

  test('routes come sorted, and may be in clear or use another certificate', () => {
    const { routing } = networked({
      expose: [
        { host: 'b.example.com', tls: false },
        { host: 'a.example.com', path: '/z', tls: 'wildcard' },
        'a.example.com',
      ],
    });
    expect(routing?.routes.map(({ host, path, tlsSecret }) => [host, path, tlsSecret])).toEqual([
      ['a.example.com', '/', 'orders-tls'],
      ['a.example.com', '/z', 'wildcard'],
      ['b.example.com', '/', undefined],
    ]);
  });

  test('annotations of the team go over those of the platform', () => {
    const { routing } = networked(
      { expose: { host: 'a.example.com', annotations: { a: 'team' } } },
      { ingress: { annotations: { a: 'platform', b: 'platform' } } },
    );
    expect(routing?.annotations).toEqual({ a: 'team', b: 'platform' });
  });

  test('an issuer makes certificates only where one is wanted', () => {
    const ingress = { issuer: 'letsencrypt' };
    expect(networked({ expose: 'a.example.com' }, { ingress }).routing?.annotations).toEqual({
      'cert-manager.io/cluster-issuer': 'letsencrypt',
    });
    expect(networked({ expose: { host: 'a.example.com', tls: false } }, { ingress }).routing?.annotations).toEqual({});
  });

  test('nginx is told the limits of the server in whole seconds', () => {
    const server = { readTimeout: '2500ms', rateLimit: false };
    const annotations = (controller?: 'nginx') =>
      networked({ expose: 'a.example.com' }, { ingress: controller ? { controller } : {} }, { server }).routing
        ?.annotations;
    expect(annotations('nginx')).toEqual({
      'nginx.ingress.kubernetes.io/proxy-read-timeout': '10',
      'nginx.ingress.kubernetes.io/proxy-send-timeout': '3',
    });
    expect(annotations()).toEqual({});
  });
});

describe('metrics', () => {
  const observability = { metrics: { port: 'admin', path: '/m', interval: '15s' } };
  const network = { ports: { http: 8080, admin: 9000 } };
  const read = (serviceMonitors: boolean) =>
    networked(network, { monitoring: { serviceMonitors, labels: { release: 'prom' } } }, { observability });

  test('are read by a ServiceMonitor where the operator is there, and then by no annotations', () => {
    const { metrics, podAnnotations } = read(true);
    expect(metrics).toMatchObject({
      by: 'serviceMonitor',
      labels: { release: 'prom' },
      port: { name: 'admin' },
      path: '/m',
      intervalSeconds: 15,
      timeoutSeconds: 10,
    });
    expect(podAnnotations).toEqual({});
  });

  test('are read by annotations where it is not', () => {
    const { metrics, podAnnotations } = read(false);
    expect(metrics?.by).toBe('annotations');
    expect(podAnnotations).toEqual({
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': '9000',
      'prometheus.io/path': '/m',
    });
  });

  test('are not read unless it says so', () => {
    expect(resolved(minimal(), { monitoring: { serviceMonitors: true } })).not.toHaveProperty('metrics');
  });
});

test('a load balancer lets in the addresses of callers only, and pods see them as they are', () => {
  const callers = [
    { kind: 'cidr', cidr: '203.0.113.0/24' },
    { kind: 'namespace', namespace: 'tools' },
  ];
  const { services, policy } = resolved(minimal({ network: { service: { type: 'LoadBalancer' }, callers } }));
  expect(services[0]?.sourceRanges).toEqual(['203.0.113.0/24']);
  expect(policy.ingress.map(({ peer }) => peer.kind)).toEqual(['cidr', 'pods']);
  expect(resolved(minimal()).services[0]).not.toHaveProperty('sourceRanges');
});
