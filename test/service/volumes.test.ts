import { expect, test } from 'vitest';
import { Name } from '../../lib/definition/scalars.js';
import { minimal, resolved } from '../support/definitions.js';

const with_ = (security: object, config: object = {}) => resolved(minimal({ security, config }));

test('only /tmp is writable, unless it says otherwise', () => {
  const { volumes, container } = resolved(minimal());
  expect(volumes).toEqual([{ name: 'tmp', kind: 'emptyDir', size: '64Mi', medium: 'disk' }]);
  expect(container.mounts).toEqual([{ volume: 'tmp', path: '/tmp', readOnly: false }]);
  expect(with_({ writable: [] }).volumes).toEqual([]);
});

test('a folder of files is one read-only volume, whatever their number', () => {
  const files = { '/etc/app/b': 'b', '/etc/app/a': { content: 'a', mode: '0400' }, '/opt/x': '' };
  const { volumes, container, configMaps } = with_({ writable: [] }, { files });
  expect(volumes).toEqual([
    {
      name: 'files-etc-app',
      kind: 'configMap',
      object: configMaps[0]?.name,
      items: [
        { key: 'a', path: 'a', mode: 0o400 },
        { key: 'b', path: 'b', mode: 0o444 },
      ],
    },
    {
      name: 'files-opt',
      kind: 'configMap',
      object: configMaps[0]?.name,
      items: [{ key: 'x', path: 'x', mode: 0o444 }],
    },
  ]);
  expect(container.mounts.map(({ path, readOnly }) => [path, readOnly])).toEqual([
    ['/etc/app', true],
    ['/opt', true],
  ]);
});

test('every volume has a name of its own that Kubernetes takes', () => {
  const folders = ['/a/b', '/a-b', '/A_b', '/日本', '/ü', '/secrets', `/${'x'.repeat(49)}-y`, `/${'-'.repeat(60)}`];
  const files = Object.fromEntries(folders.map((folder) => [`${folder}/conf/file`, '']));
  const service = with_({ writable: folders }, { files, secrets: { PASSWORD: { as: 'file' } } });
  const names = service.volumes.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(Name.safeParse(name).error?.message, name).toBeUndefined();
  expect(service.container.mounts.map(({ volume }) => volume)).toEqual(names);
});

test('mounts come sorted, so that a folder is there before what lies in it', () => {
  const { container } = with_({ writable: ['/var/cache', '/tmp', '/var'] });
  expect(container.mounts.map(({ path }) => path)).toEqual(['/tmp', '/var', '/var/cache']);
});

test('secrets of several Secrets share one folder', () => {
  const secrets = {
    B: { as: 'file' },
    A: { kind: 'secret', name: 'shared', key: 'k', as: 'file', optional: true },
    C: {},
  };
  const [volume] = with_({ writable: [] }, { secrets }).volumes;
  expect(volume).toMatchObject({
    sources: [
      { object: 'orders-secrets', items: [{ key: 'B', path: 'B' }], optional: false },
      { object: 'shared', items: [{ key: 'k', path: 'A' }], optional: true },
    ],
  });
});
