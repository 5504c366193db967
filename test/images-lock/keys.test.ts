import { expect, test } from 'vitest';
import { lockKeys, registriesUnder } from '../../lib/images-lock/keys.js';

const acme = {
  registry: 'registry.example.com/acme',
  environments: {
    dev: { registry: 'dev.example.com/acme' },
    staging: { channel: 'stable' },
    production: { channel: 'stable' },
    canary: { channel: 'edge' },
    edge: { channel: 'edge', registry: 'edge.example.com/acme' },
  },
};

test('an entry stands under *, an environment or a channel, each of them once', () => {
  expect(lockKeys(acme)).toEqual(['*', 'dev', 'staging', 'stable', 'production', 'canary', 'edge']);
  expect(lockKeys({ environments: {} })).toEqual(['*']);
});

test.each([
  ['*', ['registry.example.com/acme']],
  ['dev', ['dev.example.com/acme']],
  ['stable', ['registry.example.com/acme']],
  ['edge', ['registry.example.com/acme', 'edge.example.com/acme']],
])('images under %s come from %j', (key, registries) => {
  expect(registriesUnder(key, acme)).toEqual(registries);
});

test('images come from no registry where nothing names one', () => {
  expect(registriesUnder('*', { environments: { dev: { registry: 'dev.example.com/acme' } } })).toEqual([]);
});
