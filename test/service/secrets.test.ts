import { expect, test } from 'vitest';
import { minimal, resolved } from '../support/definitions.js';

const vault = { secretStore: { name: 'vault' } };
const secured = (secrets: object, facts = {}, more = {}) => resolved(minimal({ config: { secrets }, ...more }), facts);

test('a secret of the store is looked for under system and name, by its variable', () => {
  expect(secured({ PASSWORD: {} }, vault, { system: 'store' }).secret).toEqual({
    name: 'orders-secrets',
    entries: [{ variable: 'PASSWORD', key: 'store/orders', property: 'PASSWORD' }],
    store: { name: 'vault', kind: 'ClusterSecretStore', refreshInterval: '1h' },
  });
});

test('its place may be said, short or long, and entries are sorted', () => {
  const { secret } = secured({ B: 'shop/db#password', A: { key: 'shop/a', property: 'p' }, C: 'shop/c' }, vault);
  expect(secret?.entries).toEqual([
    { variable: 'A', key: 'shop/a', property: 'p' },
    { variable: 'B', key: 'shop/db', property: 'password' },
    { variable: 'C', key: 'shop/c' },
  ]);
});

test('where there is no store the Secret is expected to exist', () => {
  const { secret, container } = secured({ PASSWORD: {} });
  expect(secret).not.toHaveProperty('store');
  expect(container.variables).toEqual([
    { name: 'PASSWORD', kind: 'secretKey', object: 'orders-secrets', key: 'PASSWORD', optional: false },
  ]);
});

test('a key of an existing Secret is read from there', () => {
  const service = secured({ PASSWORD: { kind: 'secret', name: 'shared', key: 'pw', optional: true } }, vault);
  expect(service).not.toHaveProperty('secret');
  expect(service.container.variables).toEqual([
    { name: 'PASSWORD', kind: 'secretKey', object: 'shared', key: 'pw', optional: true },
  ]);
});

test('a secret as a file is told by its path only', () => {
  const { container, volumes } = secured({ PASSWORD: { as: 'file' } }, vault);
  expect(container.variables).toEqual([
    { name: 'PASSWORD_FILE', kind: 'literal', value: '/run/secrets/orders/PASSWORD' },
  ]);
  expect(container.mounts).toContainEqual({ volume: 'secrets', path: '/run/secrets/orders', readOnly: true });
  expect(volumes.find(({ kind }) => kind === 'secrets')).toEqual({
    name: 'secrets',
    kind: 'secrets',
    sources: [
      {
        object: 'orders-secrets',
        items: [{ key: 'PASSWORD', path: 'PASSWORD', mode: 0o440 }],
        optional: false,
      },
    ],
  });
});
