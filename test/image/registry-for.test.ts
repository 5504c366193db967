import { describe, expect, test } from 'vitest';
import { registryFor } from '../../lib/image/registry-for.js';
import { platform } from '../../lib/platform.js';
import { problemsOf } from '../support/definitions.js';

const acme = platform({
  name: 'acme',
  registry: 'registry.example.com/acme',
  environments: {
    dev: { registry: 'dev.example.com/acme' },
    staging: { channel: 'stable' },
    production: { channel: 'stable' },
    canary: { channel: 'edge' },
    edge: { channel: 'edge', registry: 'edge.example.com/acme' },
  },
});

describe('the registry of', () => {
  test.each([
    ['*', 'registry.example.com/acme'],
    ['dev', 'dev.example.com/acme'],
    ['staging', 'registry.example.com/acme'],
    ['stable', 'registry.example.com/acme'],
  ])('%s is %s', (under, registry) => {
    expect(registryFor(under, acme)).toBe(registry);
    expect(registryFor(under, acme, '127.0.0.1:5000/x')).toBe('127.0.0.1:5000/x');
  });

  test('a platform that names none is none', () => {
    expect(registryFor('*', platform({ name: 'acme', environments: { production: {} } }))).toBeUndefined();
  });

  test('environments that differ has to be named', () => {
    expect(problemsOf(() => registryFor('edge', acme))).toMatchObject([
      { path: 'registry', value: 'registry.example.com/acme, edge.example.com/acme' },
    ]);
    expect(registryFor('edge', acme, 'registry.example.com/acme')).toBe('registry.example.com/acme');
  });

  test('what the platform does not have is told with what it has', () => {
    for (const named of [undefined, 'registry.example.com/acme'])
      expect(problemsOf(() => registryFor('prod', acme, named))).toEqual([
        {
          path: 'environments',
          message: 'there is no environment or channel prod',
          allowed: '*, dev, staging, stable, production, canary, edge',
        },
      ]);
  });

  test('one run has to be one', () => {
    expect(problemsOf(() => registryFor('*', acme, 'https://registry.example.com'))).toMatchObject([
      { path: 'registry', value: 'https://registry.example.com' },
    ]);
  });
});
