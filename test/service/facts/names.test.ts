import { expect, test } from 'vitest';
import { minimal, problemsOf, resolved } from '../../support/definitions.js';

const exposed = (host: string, domain?: string) =>
  problemsOf(() => resolved(minimal({ network: { expose: host } }), domain === undefined ? {} : { domain }));

test('a host with {domain} needs a domain (domain-known)', () => {
  expect(exposed('orders.{domain}')).toMatchObject([
    { path: 'network.expose[0].host', check: 'domain-known', message: 'the environment test has no domain' },
  ]);
  expect(exposed('orders.{domain}', 'example.com')).toEqual([]);
});

test('a host must be one with the domain in it (domain-known)', () => {
  const label = 'x'.repeat(60);
  const domain = [label, label, label, label].join('.');
  expect(exposed(`${'o'.repeat(10)}.{domain}`, domain)).toMatchObject([{ check: 'domain-known', fix: 'shorten it' }]);
  expect(exposed(`${'o'.repeat(9)}.{domain}`, domain)).toEqual([]);
});

test('a namespace must be a name (namespace-fits)', () => {
  const namespaced = (system: string) =>
    problemsOf(() => resolved(minimal({ system }), { namespaces: '{system}-{environment}' }));
  expect(namespaced('s'.repeat(59))).toMatchObject([
    { path: 'system', check: 'namespace-fits', value: `${'s'.repeat(59)}-test` },
  ]);
  expect(namespaced('s'.repeat(58))).toEqual([]);
});

test.each(['kube-system', 'default', 'ingress-nginx', 'monitoring'])(
  'the namespace %s belongs to the cluster, whose own pods a policy would cut off (namespace-reserved)',
  (system) => {
    const cluster = { ingress: { namespace: 'ingress-nginx' }, monitoring: { namespace: 'monitoring' } };
    expect(problemsOf(() => resolved(minimal({ system }), cluster))).toMatchObject([
      { path: 'system', check: 'namespace-reserved', value: system, fix: expect.any(String) },
    ]);
    expect(problemsOf(() => resolved(minimal({ system: `${system}-x` }), cluster))).toEqual([]);
  },
);
