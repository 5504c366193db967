import { describe, expect, test } from 'vitest';
import { localPlatform, type PlatformInput, platform } from '../lib/platform.js';
import { resolve } from '../lib/service.js';
import { minimal, problemsOf } from './support/definitions.js';

const problems = (input: unknown) => problemsOf(() => platform(input as PlatformInput));
const facts = (input: object) => problems({ name: 'acme', environments: { test: input } });

describe('platform', () => {
  test('what is not stated is not there', () => {
    const { environments } = platform({ name: 'acme', environments: { test: {} } });
    expect(environments.test).toEqual({
      kubernetes: '1.34',
      namespaces: { pattern: '{system}', owned: false, podSecurity: 'restricted', defaultDeny: true, quota: {} },
      ingress: { kind: 'ingress', annotations: {}, addresses: [], podAddresses: [] },
      monitoring: { serviceMonitors: false, labels: {} },
      imagePullSecrets: [],
      imagePullPolicy: 'Always',
      digests: 'optional',
      local: false,
      dns: { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' }, port: 53, addresses: [] },
      bounds: {},
      defaults: {},
    });
  });

  test('namespaces may be given by their pattern alone', () => {
    const of = (namespaces: string | object) =>
      platform({ name: 'acme', environments: { test: { namespaces } } } as PlatformInput).environments.test?.namespaces;
    expect(of('{team}-{environment}')).toEqual(of({ pattern: '{team}-{environment}' }));
  });

  test.each<readonly [unknown, string, RegExp]>([
    [null, '', /found null/],
    [[], '', /found a list/],
    [{ name: 'acme' }, 'environments', /required/],
    [{ name: 'acme', environments: {} }, 'environments', /at least one/],
    [{ name: 'ACME', environments: { a: {} } }, 'name', /lower-case/],
    [{ name: 'acme', environments: { 'a b': {} } }, 'environments["a b"]', /not a valid key/],
    [{ name: 'acme', enviroments: { a: {} } }, 'enviroments', /unknown key/],
    [{ name: 'acme', registry: 'https://r.example.com', environments: { a: {} } }, 'registry', /registry and a path/],
    [{ name: 'acme', registry: 'r.example.com/a..b', environments: { a: {} } }, 'registry', /registry and a path/],
    [{ name: 'acme', defaults: [], environments: { a: {} } }, 'defaults', /partial definition/],
    [{ name: 'acme', presets: { a: null }, environments: { a: {} } }, 'presets.a', /partial definition/],
    [JSON.parse('{"name":"acme","environments":{"__proto__":{}}}'), 'environments.__proto__', /not allowed/],
  ])('%j is refused', (input, path, message) => {
    expect(problems(input)).toContainEqual(expect.objectContaining({ path, message: expect.stringMatching(message) }));
  });

  test.each<readonly [object, string]>([
    [{ kubernetes: '1.26' }, 'kubernetes'],
    [{ kubernetes: 1.3 }, 'kubernetes'],
    [{ registry: 'r.example.com/A B' }, 'registry'],
    [{ domain: 'https://example.com' }, 'domain'],
    [{ namespaces: '{systm}' }, 'namespaces.pattern'],
    [{ ingress: { kind: 'gateway', name: 'public' } }, 'ingress.namespace'],
    [{ ingress: { kind: 'gatway' } }, 'ingress.kind'],
    [{ monitoring: { serviceMonitors: 'yes' } }, 'monitoring.serviceMonitors'],
    [{ secretStore: {} }, 'secretStore.name'],
    [{ bounds: { memory: '1GB' } }, 'bounds.memory'],
    [{ digests: true }, 'digests'],
    [{ channel: '*' }, 'channel'],
  ])('an environment with %j is refused at environments.test.%s', (input, path) => {
    expect(facts(input).map((problem) => problem.path)).toEqual([`environments.test.${path}`]);
  });

  test('all problems come at once', () => {
    expect(facts({ kubernetes: '2', domain: 'A', bounds: { replicas: 0 } })).toHaveLength(3);
  });
});

test('without a platform there is one environment for local work, where everything applies', () => {
  expect(Object.keys(localPlatform.environments)).toEqual(['local']);
  const service = resolve(minimal({ image: undefined, build: 'go' }));
  expect(service.environment).toMatchObject({ name: 'local', local: true, kubernetes: '1.34' });
  expect(service.container).toMatchObject({ image: 'orders:local', imagePullPolicy: 'IfNotPresent' });
});

test('an address range of the cluster begins with its first address', () => {
  const dns = (range: string) => () =>
    platform({ name: 'acme', environments: { test: { dns: { addresses: [range] } } } });
  expect(dns('169.254.20.10/32')).not.toThrow();
  for (const range of ['169.254.20.10/24', '::ffff:10.0.0.0/104', 'here'])
    expect(dns(range)).toThrow(/environments\.test\.dns\.addresses\[0\]: expected/);
});
