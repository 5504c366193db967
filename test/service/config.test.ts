import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fields } from '../support/definitions.js';
import { minimal, resolved } from '../support/definitions.js';

const configured = (config: object, more: Fields = {}) => resolved(minimal({ config, ...more }));
const goBuilt = { image: undefined, build: { language: 'go', version: '1.26' } };
const local = { local: true };
const variable = (service: ReturnType<typeof resolved>, name: string) =>
  service.container.variables.find((one) => one.name === name);

describe('the ConfigMap of variables', () => {
  test('holds the plain values, is immutable, and is taken whole', () => {
    const { configMaps, container } = configured({ variables: { B: 1, A: true, C: { default: 'x' }, D: '' } });
    expect(configMaps).toEqual([
      {
        name: expect.stringMatching(/^orders-config-[0-9a-f]{10}$/),
        immutable: true,
        data: { A: 'true', B: '1', C: 'x', D: '' },
      },
    ]);
    expect(container.variableSources).toEqual([{ kind: 'configMap', name: configMaps[0]?.name, optional: false }]);
    expect(container.variables).toEqual([]);
  });

  test('is not there when nothing is said', () => {
    const { configMaps, container } = configured({ variables: { A: { type: 'integer' } } });
    expect([configMaps, container.variables, container.variableSources]).toEqual([[], [], []]);
  });

  test('has another name exactly when its data is another', () => {
    const data = fc.dictionary(fc.constantFrom('A', 'B', 'C'), fc.constantFrom('', '1', '2'), { minKeys: 1 });
    const map = (variables: object) => configured({ variables }).configMaps[0];
    fc.assert(
      fc.property(data, data, (one, other) => {
        const [first, second] = [map(one), map(other)];
        const same = JSON.stringify(first?.data) === JSON.stringify(second?.data);
        expect(first?.name === second?.name).toBe(same);
      }),
      { numRuns: 50 },
    );
  });

  test('does not change with what is not in it', () => {
    const name = (more: Fields) => configured({ variables: { A: 1 } }, more).configMaps[0]?.name;
    expect(name({ description: 'Takes orders', scaling: 5 })).toBe(name({}));
  });
});

describe('variables', () => {
  test('with $(VAR) stay in the container in the order of the definition, after secrets', () => {
    const { container, configMaps } = configured({
      variables: { HOST: 'db', URL: 'http://$(HOST)', BACK: '$(URL)/$(PASSWORD)', TEXT: '$$(HOST)' },
      secrets: { Z: {}, PASSWORD: {} },
    });
    expect(container.variables.map(({ name }) => name)).toEqual(['PASSWORD', 'Z', 'URL', 'BACK', 'TEXT']);
    expect(configMaps[0]?.data).toEqual({ HOST: 'db' });
  });

  test('may come from the pod, its resources, or a ConfigMap that exists', () => {
    const { container } = configured({
      variables: {
        POD: { kind: 'field', path: 'metadata.name' },
        CORES: { kind: 'resource', resource: 'limits.cpu' },
        SHARED: { kind: 'configMap', name: 'shared', key: 'a.b' },
      },
    });
    expect(container.variables).toEqual([
      { name: 'POD', kind: 'field', path: 'metadata.name' },
      { name: 'CORES', kind: 'resource', resource: 'limits.cpu', divisor: '1' },
      { name: 'SHARED', kind: 'configMapKey', object: 'shared', key: 'a.b', optional: false },
    ]);
  });

  test('of others come before the own ConfigMap, since the last one counts', () => {
    const envFrom = [{ kind: 'secret', name: 'shared', prefix: 'SHARED_', optional: true }];
    const { container } = configured({ variables: { A: 1 }, envFrom });
    expect(container.variableSources.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'secret shared',
      expect.stringMatching(/^configMap orders-config-/),
    ]);
    expect(container.variableSources[0]).toEqual({ kind: 'secret', name: 'shared', prefix: 'SHARED_', optional: true });
  });

  test('of a foreign image are only those that it asks for', () => {
    const { container, configMaps } = resolved(minimal());
    expect([container.variables, container.variableSources, configMaps]).toEqual([[], [], []]);
  });
});

describe('the Go runtime', () => {
  const go = (more: Fields) => resolved(minimal({ ...goBuilt, ...more }), local);

  test.each([
    ['512Mi', [], '460MiB'],
    ['1Gi', [{ path: '/tmp', size: '256Mi', medium: 'memory' }], '691MiB'],
    ['1Gi', [{ path: '/tmp', size: '256Mi' }], '921MiB'],
    ['18Mi', [], '16MiB'],
    ['1G', [], '858MiB'],
  ])('has 90 %% of %s less folders in memory: %j leave %s', (limit, writable, expected) => {
    const service = go({ resources: { memory: { limit } }, security: { writable } });
    expect(variable(service, 'GOMEMLIMIT')).toEqual({ name: 'GOMEMLIMIT', kind: 'literal', value: expected });
  });

  test.each([
    ['1.24', '1', true],
    ['1.24', 'none', false],
    ['1.25', '1', false],
    ['1.26.1', '1', false],
    ['2.0', '1', false],
  ])('%s with the limit %s is told its processors: %s', (version, limit, told) => {
    const service = go({ build: { language: 'go', version }, resources: { cpu: { limit } } });
    expect(variable(service, 'GOMAXPROCS')).toEqual(
      told ? { name: 'GOMAXPROCS', kind: 'resource', resource: 'limits.cpu', divisor: '1' } : undefined,
    );
  });

  test('is told nothing in another language', () => {
    expect(resolved(minimal({ image: undefined, build: 'node' }), local).container.variables).toEqual([]);
  });
});
