import { expect, test } from 'vitest';
import { objectNames, suffixes } from '../../lib/definition/names.js';
import { cron, minimal, resolved } from '../support/definitions.js';
import { parsed } from '../support/shorthands.js';

test('no object’s name is longer than its suffix says', () => {
  const more = {
    config: { variables: { A: 1 }, secrets: { B: {} }, files: { '/etc/app/a': '' } },
    network: { services: { admin: { ports: ['http'] } } },
  };
  const longest = Math.max(...suffixes(parsed(more)).map(({ length }) => length));
  const name = 'o'.repeat(63 - longest);
  const service = resolved({ ...minimal(more), name }, { secretStore: { name: 'vault' } });
  const names = [service.secret?.name ?? '', ...service.configMaps, ...service.services].map((one) =>
    typeof one === 'string' ? one : one.name,
  );
  expect(Math.max(...names.map(({ length }) => length))).toBe(63);
});

test('a cron job leaves room for the time of its runs', () => {
  const name = 'o'.repeat(45);
  expect(() => resolved({ ...cron(), name })).not.toThrow();
  expect(name.length + 11).toBeLessThanOrEqual(63);
});

test('only the first ten digits of a hash are in a name', () => {
  expect(objectNames.configMap('orders', 'abcdef0123456789')).toBe('orders-config-abcdef0123');
});
