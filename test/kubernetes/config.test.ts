import { expect, test } from 'vitest';
import { configMap, environment, externalSecret } from '../../lib/kubernetes/config.js';
import { orders, plain, rendered } from '../support/service.js';

test('a container without variables has neither list', () => {
  expect(environment({ variables: [], variableSources: [] })).toEqual({});
});

test('variables keep their order, each with the place its value comes from', () => {
  const found = environment({
    variables: [
      { name: 'Z', kind: 'literal', value: '$(A)/x' },
      { name: 'POD', kind: 'field', path: 'metadata.name' },
      { name: 'CPUS', kind: 'resource', resource: 'limits.cpu', divisor: '1' },
      { name: 'PASSWORD', kind: 'secretKey', object: 'orders-secrets', key: 'PASSWORD', optional: false },
      { name: 'COLOUR', kind: 'configMapKey', object: 'shared', key: 'colour', optional: true },
    ],
    variableSources: [],
  });
  expect(plain(found)).toEqual({
    env: [
      { name: 'Z', value: '$(A)/x' },
      { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'CPUS', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1' } } },
      { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'orders-secrets', key: 'PASSWORD' } } },
      { name: 'COLOUR', valueFrom: { configMapKeyRef: { name: 'shared', key: 'colour', optional: true } } },
    ],
  });
});

test('ConfigMaps and Secrets that are taken whole may be optional and have a prefix', () => {
  const variableSources = [
    { kind: 'configMap', name: 'orders-config-0a', optional: false },
    { kind: 'secret', name: 'legacy', prefix: 'OLD_', optional: true },
  ] as const;
  expect(environment({ variables: [], variableSources })).toEqual({
    envFrom: [
      { configMapRef: { name: 'orders-config-0a' } },
      { secretRef: { name: 'legacy', optional: true }, prefix: 'OLD_' },
    ],
  });
});

test('a ConfigMap is immutable only where its name carries a hash', () => {
  const map = { name: 'orders-config-0a', immutable: true, data: { B: '2', A: '1' } };
  const watched = { ...map, name: 'orders-files', immutable: false };
  const [first, second] = rendered((scope) => [
    configMap(scope, 'one', orders, map),
    configMap(scope, 'other', orders, watched),
  ]);
  expect(first).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'orders-config-0a', namespace: 'shop', labels: { app: 'orders' } },
    immutable: true,
    data: { A: '1', B: '2' },
  });
  expect(second).not.toHaveProperty('immutable');
});

test('an ExternalSecret names the place of each key in the store, and holds no value', () => {
  const entries = [{ variable: 'DB_PASSWORD', key: 'shop/orders', property: 'password' }];
  const store = { name: 'vault', kind: 'ClusterSecretStore', refreshInterval: '1h' } as const;
  const secret = { name: 'orders-secrets', entries, store };
  expect(rendered((scope) => externalSecret(scope, 'secret', orders, secret, store))).toEqual([
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'orders-secrets', namespace: 'shop', labels: { app: 'orders' } },
      spec: {
        refreshInterval: '1h',
        secretStoreRef: { name: 'vault', kind: 'ClusterSecretStore' },
        target: { name: 'orders-secrets', creationPolicy: 'Owner' },
        data: [{ secretKey: 'DB_PASSWORD', remoteRef: { key: 'shop/orders', property: 'password' } }],
      },
    },
  ]);
});
