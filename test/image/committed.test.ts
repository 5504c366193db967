import { expect, test } from 'vitest';
import { committed } from '../../lib/image/committed.js';
import { identity } from '../support/image-requests.js';

test('what is committed may be pushed', () => {
  expect(committed('orders', identity)).toBe(identity);
});

test('what nobody could build again may not, and the service is named', () => {
  expect(() => committed('orders', undefined)).toThrow(/^orders: 1 problem\n {2}build: it stands in no git repository/);
  expect(() => committed('orders', { ...identity, version: 'v1-dirty', dirty: true })).toThrow(
    /^orders: 1 problem\n {2}build: its folder has changes that no commit has[\s\S]*found: v1-dirty/,
  );
});
