import { describe, expect, test } from 'vitest';
import { minimal, problemsOf, resolved } from '../../support/definitions.js';

const found = (network: object, facts = {}) => problemsOf(() => resolved(minimal({ network }), facts));
const range = { kind: 'cidr', cidr: '203.0.113.0/24' };
const gateway = { ingress: { kind: 'gateway', name: 'public', namespace: 'gateways' } };
const classAnnotation = 'kubernetes.io/ingress.class';

test.each([{ service: { type: 'LoadBalancer' } }, { services: { public: { ports: ['http'], type: 'LoadBalancer' } } }])(
  'a load balancer must say who may come in (load-balancer-needs-callers): %j',
  (network) => {
    expect(found({ ...network, callers: [{ kind: 'namespace', namespace: 'tools' }] })).toMatchObject([
      { path: 'network.callers', check: 'load-balancer-needs-callers', fix: expect.stringContaining('cidr') },
    ]);
    expect(found({ ...network, callers: [range] })).toEqual([]);
  },
);

test('annotations of one Ingress must agree (annotations-agree)', () => {
  const routes = (a: string, b: string) => [
    { host: 'a.example.com', annotations: { timeout: a } },
    { host: 'b.example.com', annotations: { timeout: b } },
  ];
  expect(found({ expose: routes('1s', '2s') })).toMatchObject([
    {
      path: 'network.expose[1].annotations',
      check: 'annotations-agree',
      message: 'timeout is "1s" and "2s" on one Ingress',
    },
  ]);
  expect(found({ expose: routes('1s', '1s') })).toEqual([]);
});

test('an ingress class is said once (ingress-class-once)', () => {
  const network = { expose: { host: 'a.example.com', annotations: { [classAnnotation]: 'internal' } } };
  expect(found(network, { ingress: { class: 'public' } })).toMatchObject([
    {
      path: `network.expose[0].annotations["${classAnnotation}"]`,
      check: 'ingress-class-once',
      value: 'internal',
      allowed: 'public',
    },
  ]);
  expect(found(network)).toEqual([]);
});

test('a host has no more paths than one HTTPRoute takes (routes-fit)', () => {
  const expose = (count: number) => Array.from({ length: count }, (_, at) => `a.example.com/${at}`);
  expect(found({ expose: expose(17) }, gateway)).toMatchObject([
    { path: 'network.expose', check: 'routes-fit', value: '17', allowed: 'at most 16 paths a host' },
  ]);
  expect(found({ expose: expose(16) }, gateway)).toEqual([]);
  expect(found({ expose: expose(17) })).toEqual([]);
});

describe('a limit for each client (clients-told-apart)', () => {
  const expose = { expose: 'orders.example.com' };
  const limited = (server: object, facts: object = {}, network: object = expose) =>
    problemsOf(() => resolved(minimal({ network, server }), facts));

  test('needs to know where the ingress sends from', () => {
    const [problem, ...others] = limited({});
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ path: 'server.rateLimit', check: 'clients-told-apart', value: '10 a second' });
    expect(problem?.message).toContain('the ingress of test');
    for (const way of ['ingress.podAddresses', 'server.trustedProxies', 'server.rateLimit: false'])
      expect(problem?.fix).toContain(way);
    expect(limited({}, gateway)).toMatchObject([{ check: 'clients-told-apart' }]);
  });

  test.each([
    ['the platform says where its pods send from', {}, { ingress: { podAddresses: ['10.42.0.0/16'] } }],
    ['the platform says what else it sends from', {}, { ingress: { ...gateway.ingress, addresses: ['10.0.0.0/24'] } }],
    ['the service names its proxies', { trustedProxies: ['10.42.0.0/16'] }, {}],
    ['there is no limit', { rateLimit: false }, {}],
    ['it is one’s own machine', {}, { local: true }],
    ['nothing exposes it', {}, {}, {}],
    [
      'another port is exposed',
      {},
      {},
      { ports: { http: 8080, admin: 9090 }, expose: { host: 'a.example.com', port: 'admin' } },
    ],
  ])('is sound where %s', (_, server, facts, network?: object) => {
    expect(limited(server, facts, network)).toEqual([]);
  });
});
