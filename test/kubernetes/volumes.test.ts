import { expect, test } from 'vitest';
import { mounts, volumes } from '../../lib/kubernetes/volumes.js';
import { plain, quantity } from '../support/service.js';

test('a pod without volumes has no list of them', () => {
  expect(volumes({ volumes: [] })).toEqual({});
  expect(mounts({ mounts: [] })).toEqual({});
});

test('a writable folder is on disk, or in memory', () => {
  const found = volumes({
    volumes: [
      { name: 'tmp', kind: 'emptyDir', size: quantity('64Mi'), medium: 'disk' },
      { name: 'cache', kind: 'emptyDir', size: quantity('1Gi'), medium: 'memory' },
    ],
  });
  expect(plain(found)).toEqual({
    volumes: [
      { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
      { name: 'cache', emptyDir: { sizeLimit: '1Gi', medium: 'Memory' } },
    ],
  });
});

test('files come from a ConfigMap, key by key with their modes', () => {
  const items = [{ key: 'app.yaml', path: 'app.yaml', mode: 0o444 }];
  const found = volumes({ volumes: [{ name: 'files', kind: 'configMap', object: 'orders-files-0a', items }] });
  expect(found).toEqual({ volumes: [{ name: 'files', configMap: { name: 'orders-files-0a', items } }] });
});

test('secrets of several Secrets share one folder', () => {
  const one = { key: 'DB_PASSWORD', path: 'DB_PASSWORD', mode: 0o440 };
  const other = { key: 'token', path: 'API_TOKEN', mode: 0o440 };
  const sources = [
    { object: 'orders-secrets', items: [one], optional: false },
    { object: 'legacy', items: [other], optional: true },
  ];
  expect(volumes({ volumes: [{ name: 'secrets', kind: 'secrets', sources }] })).toEqual({
    volumes: [
      {
        name: 'secrets',
        projected: {
          sources: [
            { secret: { name: 'orders-secrets', items: [one] } },
            { secret: { name: 'legacy', items: [other], optional: true } },
          ],
        },
      },
    ],
  });
});

test('a mount says that it is read-only, and nothing where it is not', () => {
  const list = [
    { volume: 'tmp', path: '/tmp', readOnly: false },
    { volume: 'files', path: '/etc/orders', readOnly: true },
  ];
  expect(mounts({ mounts: list })).toEqual({
    volumeMounts: [
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'files', mountPath: '/etc/orders', readOnly: true },
    ],
  });
});
