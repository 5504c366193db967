import { describe, expect, test } from 'vitest';
import { Definition } from '../../lib/definition/index.js';
import { longForm } from '../../lib/definition/spelling.js';
import { platform } from '../../lib/platform.js';
import { resolve } from '../../lib/service.js';
import { minimal } from '../support/definitions.js';

type Fields = Readonly<Record<string, unknown>>;

const acme = platform({ name: 'acme', environments: { test: { kubernetes: '1.34', local: true } } });
const over = (base: Fields, layer: Fields) =>
  resolve({ ...minimal(base), environments: { test: layer } }, { platform: acme, environment: 'test' });

describe('short and long spellings merge alike', () => {
  test.each<readonly [string, Fields, Fields, Fields]>([
    [
      'memory',
      { resources: { memory: '2Gi' } },
      { resources: { memory: { request: '1Gi' } } },
      { resources: { memory: { request: '1Gi', limit: '2Gi' } } },
    ],
    [
      'pods',
      { scaling: 6 },
      { scaling: { disruption: { maxUnavailable: 2 } } },
      { scaling: { replicas: 6, disruption: { maxUnavailable: 2 } } },
    ],
    [
      'a budget below a number of pods',
      { scaling: { disruption: { maxUnavailable: 2 } } },
      { scaling: 6 },
      { scaling: { replicas: 6, disruption: { maxUnavailable: 2 } } },
    ],
    [
      'an autoscaler over a number',
      { scaling: { replicas: 2 } },
      { scaling: { min: 3, max: 5 } },
      { scaling: { min: 3, max: 5 } },
    ],
    ['a number over an autoscaler', { scaling: { min: 3, max: 5 } }, { scaling: 2 }, { scaling: 2 }],
    ['more pods at most', { scaling: { min: 3, max: 5 } }, { scaling: { max: 9 } }, { scaling: { min: 3, max: 9 } }],
    [
      'a probe',
      { health: { live: '/up', ready: '/ready' } },
      { health: { live: { period: '20s' } } },
      { health: { live: { path: '/up', period: '20s' }, ready: '/ready' } },
    ],
    [
      'a path over another kind of probe',
      { health: { live: { kind: 'tcp' }, ready: '/ready' } },
      { health: { live: '/up' } },
      { health: { live: '/up', ready: '/ready' } },
    ],
    [
      'a port',
      { network: { ports: { http: 8080 } } },
      { network: { ports: { http: { servicePort: 8081 } } } },
      { network: { ports: { http: { port: 8080, servicePort: 8081 } } } },
    ],
    [
      'a value over a pod field',
      { config: { variables: { A: { kind: 'field', path: 'status.podIP' } } } },
      { config: { variables: { A: 'here' } } },
      { config: { variables: { A: 'here' } } },
    ],
    [
      'a language',
      { image: null, build: { language: 'go', main: './cmd/a' } },
      { build: 'node' },
      { image: null, build: 'node' },
    ],
    [
      'a secret',
      { config: { secrets: { TOKEN: { as: 'file' } } } },
      { config: { secrets: { TOKEN: 'shop/x#y' } } },
      { config: { secrets: { TOKEN: { key: 'shop/x', property: 'y', as: 'file' } } } },
    ],
  ])('%s', (_, base, layer, meant) => {
    expect(over(base, layer)).toEqual(over(meant, {}));
  });

  test('a value of an environment is held against what the definition allows', () => {
    const base = { config: { variables: { MODE: { value: 'a', allowed: ['a', 'b'] } } } };
    expect(() => over(base, { config: { variables: { MODE: 'zzz' } } })).toThrow(/"zzz" is not allowed/);
    expect(over(base, { config: { variables: { MODE: 'b' } } }).configMaps[0]?.data.MODE).toBe('b');
  });

  test('what is malformed stays as it is, and the schema refuses it at its own path', () => {
    expect(longForm(Definition, { resources: { memory: '2Xi' }, scaling: [] })).toEqual({
      resources: { memory: '2Xi' },
      scaling: [],
    });
    expect(() => over({}, { resources: { memory: '2Xi' } })).toThrow(
      /environments\.test\.resources\.memory: expected a Kubernetes quantity/,
    );
  });
});
