import { expect, test } from 'vitest';
import { routes } from '../../lib/kubernetes/routes.js';
import type { Route, Routing } from '../../lib/service/types/network.js';
import { orders, rendered } from '../support/service.js';

const port = { name: 'http', port: 8080, servicePort: 80, protocol: 'TCP' } as const;
const route = (host: string, path: string, more: Partial<Route> = {}): Route => ({
  objectName: 'orders',
  host,
  path,
  pathType: 'Prefix',
  port,
  ...more,
});
const written = (routing: Routing) => rendered((scope) => routes(scope, orders, routing));
const backend = { service: { name: 'orders', port: { name: 'http' } } };

test('an Ingress groups its paths by host and its hosts by certificate', () => {
  const list = [
    route('a.example.com', '/', { tlsSecret: 'orders-tls' }),
    route('a.example.com', '/api', { pathType: 'Exact', tlsSecret: 'orders-tls' }),
    route('b.example.com', '/', { tlsSecret: 'other' }),
    route('c.example.com', '/'),
  ];
  expect(written({ kind: 'ingress', class: 'public', annotations: { a: 'b' }, routes: list })).toEqual([
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'orders', namespace: 'shop', labels: { app: 'orders' }, annotations: { a: 'b' } },
      spec: {
        ingressClassName: 'public',
        tls: [
          { hosts: ['a.example.com'], secretName: 'orders-tls' },
          { hosts: ['b.example.com'], secretName: 'other' },
        ],
        rules: [
          {
            host: 'a.example.com',
            http: {
              paths: [
                { path: '/', pathType: 'Prefix', backend },
                { path: '/api', pathType: 'Exact', backend },
              ],
            },
          },
          { host: 'b.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } },
          { host: 'c.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } },
        ],
      },
    },
  ]);
});

test('an Ingress of the default class without certificates says neither', () => {
  const [object] = written({ kind: 'ingress', annotations: {}, routes: [route('a.example.com', '/')] });
  expect(Object.keys(Object(object?.spec))).toEqual(['rules']);
});

test('a Gateway has an HTTPRoute for each host, each under a name of its own', () => {
  const list = [
    route('a.example.com', '/'),
    route('b.example.com', '/x', { objectName: 'orders-2', pathType: 'Exact' }),
  ];
  const gateway = { kind: 'gateway', name: 'public', namespace: 'gateways', annotations: {}, routes: list } as const;
  const [first, second] = written({ ...gateway, section: 'https' });
  expect(first).toEqual({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'orders', namespace: 'shop', labels: { app: 'orders' } },
    spec: {
      parentRefs: [{ name: 'public', namespace: 'gateways', sectionName: 'https' }],
      hostnames: ['a.example.com'],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [{ name: 'orders', port: 80 }],
        },
      ],
    },
  });
  expect(second).toMatchObject({ metadata: { name: 'orders-2' }, spec: { hostnames: ['b.example.com'] } });
  expect(second).toHaveProperty('spec.rules[0].matches[0].path', { type: 'Exact', value: '/x' });
  expect(written(gateway)[0]).toHaveProperty('spec.parentRefs', [{ name: 'public', namespace: 'gateways' }]);
});
