import { expect, test } from 'vitest';
import { credentialKey } from '../../../lib/files/compose/credential-key.js';

test('a key stands as it is beside its definition, and behind the name of its service in a workspace', () => {
  expect(credentialKey({ name: 'myapp' }, 'DB_PASSWORD', false)).toBe('DB_PASSWORD');
  expect(credentialKey({ name: 'myapp' }, 'DB_PASSWORD', true)).toBe('MYAPP_DB_PASSWORD');
});

test('the keys of services whose names begin alike are told apart', () => {
  expect(credentialKey({ name: 'order-api' }, 'TOKEN', true)).toBe('ORDER__API_TOKEN');
  expect(credentialKey({ name: 'order' }, 'API_TOKEN', true)).toBe('ORDER_API_TOKEN');
});
