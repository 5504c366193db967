import { expect, test } from 'vitest';
import { DefinitionError } from '../lib/definition/problems.js';
import { platform } from '../lib/platform.js';
import { manifests } from '../lib/testing.js';

const orders = {
  name: 'orders',
  team: 'sales',
  build: 'go',
  health: { live: '/livez', ready: '/readyz' },
  environments: { production: { scaling: 5 } },
};

const acme = platform({ name: 'acme', environments: { dev: {}, production: { priorityClass: 'high' } } });
const images = { orders: { '*': { tag: '1.4.2' } } };

test('a definition needs nothing else to become the objects of local work', () => {
  const { environments: _, ...local } = orders;
  expect(manifests(local).map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual([
    'ServiceAccount/orders',
    'Service/orders',
    'Deployment/orders',
    'PodDisruptionBudget/orders',
    'NetworkPolicy/orders',
  ]);
});

test('an environment of a platform has its facts and its changes', () => {
  const find = (environment: string) =>
    manifests(orders, environment, { platform: acme, images }).find(({ kind }) => kind === 'Deployment');
  expect(find('production')).toMatchObject({
    spec: { replicas: 5, template: { spec: { priorityClassName: 'high' } } },
  });
  expect(find('dev')).toMatchObject({ spec: { replicas: 3 } });
});

test('the objects are plain, and each call gives new ones', () => {
  const [first, second] = [0, 1].map(() => manifests(orders, 'dev', { platform: acme, images }));
  expect(second).toEqual(first);
  expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  expect(second?.[0]).not.toBe(first?.[0]);
});

test('a definition that is wrong is refused as resolve refuses it', () => {
  expect(() => manifests({ ...orders, image: 'orders:1' }, 'dev', { platform: acme, images })).toThrow(DefinitionError);
  expect(() => manifests(orders, 'prod', { platform: acme, images })).toThrow('there is no environment "prod"');
});
