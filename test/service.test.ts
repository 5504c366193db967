import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Definition } from '../lib/definition/index.js';
import { manifestYaml } from '../lib/manifest-yaml.js';
import { type PlatformInput, platform } from '../lib/platform.js';
import { resolve } from '../lib/service.js';
import { manifests } from '../lib/testing.js';
import type { Fields } from './support/definitions.js';
import { cluster, cron, minimal, problemsOf, resolved, worker } from './support/definitions.js';

const full = minimal({
  image: undefined,
  build: { language: 'go', version: '1.24', assets: ['assets'] },
  team: { name: 'shop', email: 'shop@example.com' },
  system: 'store',
  description: 'Takes orders',
  links: { runbook: 'https://example.com/run', repository: 'https://example.com/git' },
  labels: { 'example.com/tier': 'front', region: 'eu' },
  annotations: { b: '2', a: '1' },
  podAnnotations: { d: '4', c: '3' },
  presets: ['contract'],
  workload: { kind: 'service', args: ['serve'], nodeSelector: { disk: 'ssd', arch: 'arm64' } },
  resources: { memory: { limit: '1Gi' }, cpu: { request: '200m' } },
  network: {
    ports: { http: 8080, admin: { port: 9000, protocol: 'TCP' } },
    services: { peers: { ports: ['admin'], type: 'Headless' }, extra: { ports: ['http'] } },
    expose: ['orders.example.com', { host: 'api.example.com', path: '/v1', annotations: { y: '1', x: '2' } }],
    callers: [{ kind: 'namespace', namespace: 'tools', labels: { b: '1', a: '2' } }],
    egress: [{ kind: 'cidr', cidr: '203.0.113.0/24', ports: [443] }],
  },
  config: {
    variables: { HOST: 'db', URL: 'http://$(HOST)', POD: { kind: 'field', path: 'metadata.name' } },
    secrets: { PASSWORD: {}, TOKEN: { as: 'file' }, OLD: { kind: 'secret', name: 'old', key: 'k', as: 'file' } },
    files: { '/etc/app/b.yaml': 'b: 1', '/etc/app/a.yaml': { content: 'a: 1', mode: '0400' } },
    envFrom: [{ kind: 'configMap', name: 'shared' }],
  },
  observability: { metrics: { port: 'admin' } },
  scaling: { min: 3, max: 9 },
  security: { writable: ['/tmp', { path: '/var/cache', medium: 'memory', size: '16Mi' }] },
  dependencies: { redis: '7', postgres: { version: '16', at: { kind: 'namespace', namespace: 'db' } } },
  waivers: [{ rule: 'a/b', reason: 'because it is so', owner: 'me', expires: '2030-01-01' }],
  patches: [{ target: { kind: 'Deployment' }, operations: [{ op: 'add', path: '/spec/paused', value: false }] }],
  environments: { test: { scaling: { max: 5 }, labels: { region: 'us' } } },
});
const facts: PlatformInput['environments'][string] = {
  local: true,
  secretStore: { name: 'vault' },
  monitoring: { serviceMonitors: true, labels: { release: 'prom', a: 'b' } },
  ingress: { class: 'public', issuer: 'letsencrypt', annotations: { z: '1', a: '1' } },
};

/** The same data with the keys of each object in another order; the order of variables has a meaning. */
const shuffled = (value: unknown, order: (keys: readonly string[]) => readonly string[], key = ''): unknown => {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, order));
  if (typeof value !== 'object' || value === null) return value;
  const entries = new Map(Object.entries(value));
  const keys = key === 'variables' ? [...entries.keys()] : order([...entries.keys()]);
  return Object.fromEntries(keys.map((one) => [one, shuffled(entries.get(one), order, one)]));
};
const deepFreeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
};

const objectsIn = (value: unknown): readonly object[] =>
  typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(objectsIn)] : [];

describe.each<readonly [string, Fields]>([
  ['everything that can be said', full],
  ['the least of a service', minimal({ image: 'a/b:1' })],
  ['a worker', worker()],
  ['a cron job', cron({ config: { secrets: { PASSWORD: {} } } })],
])('the Service of %s', (_, input) => {
  test('is plain data that JSON keeps whole, without undefined', () => {
    const service = resolved(input, facts);
    expect(JSON.parse(JSON.stringify(service))).toStrictEqual(service);
    expect(structuredClone(service)).toStrictEqual(service);
  });

  test('is the same each time, and leaves the definition as it was', () => {
    const frozen = deepFreeze(structuredClone(input));
    const before = JSON.stringify(frozen);
    expect(JSON.stringify(resolved(frozen, facts))).toBe(JSON.stringify(resolved(frozen, facts)));
    expect(JSON.stringify(frozen)).toBe(before);
  });

  test('and its manifests do not depend on the order of keys', () => {
    const options = { platform: cluster(facts) };
    const text = (definition: unknown) => manifests(definition, 'test', options).map(manifestYaml).join('---\n');
    const service = resolved(input, facts);
    const expected = text(input);
    const turned = shuffled(input, (keys) => [...keys].reverse());
    const sorted = shuffled(input, (keys) => [...keys].sort());
    for (const other of [turned, sorted]) {
      expect(resolve(other, options)).toEqual(service);
      expect(text(other)).toBe(expected);
    }
  });

  test('shares no object with the definition', () => {
    const given = new Set(objectsIn(input));
    expect(objectsIn(resolved(input, facts)).filter((object) => given.has(object))).toEqual([]);
  });
});

test('any order of keys gives the same Service', () => {
  const service = JSON.stringify(sortKeys(resolved(full, facts)));
  const keys = fc.func(fc.nat());
  fc.assert(
    fc.property(keys, (rank) => {
      const other = shuffled(full, (list) => [...list].sort((a, b) => rank(a) - rank(b)));
      expect(JSON.stringify(sortKeys(resolve(other, { platform: cluster(facts) })))).toBe(service);
    }),
    { numRuns: 25 },
  );
});

const sortKeys = (value: unknown): unknown => shuffled({ value }, (keys) => [...keys].sort());

describe('resolve', () => {
  const two = platform({
    name: 'acme',
    registry: 'registry.example.com/acme',
    environments: { dev: {}, production: { registry: 'eu.example.com' } },
  });
  const images = { orders: { '*': { tag: '1.0' }, production: { tag: '1.1', digest: `sha256:${'a'.repeat(64)}` } } };
  const built = minimal({ image: undefined, build: 'go' });

  test('takes the image from the lock and the registry of the environment', () => {
    const image = (environment: string) => resolve(built, { platform: two, environment, images }).container.image;
    expect(image('dev')).toBe('registry.example.com/acme/orders:1.0');
    expect(image('production')).toBe(`eu.example.com/orders:1.1@sha256:${'a'.repeat(64)}`);
  });

  test('needs no environment where there is only one, and asks which where there are several', () => {
    expect(resolved(minimal()).environment.name).toBe('test');
    expect(problemsOf(() => resolve(minimal(), { platform: two }))).toMatchObject([
      { message: 'the platform has several environments', allowed: 'dev, production' },
    ]);
  });

  test('a class of the cluster that is not stated is not asked for', () => {
    const service = resolved(
      minimal({
        config: { secrets: { A: {} } },
        observability: { metrics: {} },
        network: { expose: 'a.example.com' },
      }),
    );
    expect(service.secret).not.toHaveProperty('store');
    expect(service.metrics?.by).toBe('annotations');
    expect(service.routing).toMatchObject({ kind: 'ingress', annotations: {} });
    expect(service.routing).not.toHaveProperty('class');
    for (const key of ['priorityClass', 'server', 'logs', 'build', 'description'])
      expect(service).not.toHaveProperty(key);
  });

  test('a foreign image is told nothing, and its entry point stays its own', () => {
    const { container, configMaps } = resolved(minimal({ network: { expose: 'a.example.com' } }));
    expect([container.variables, container.variableSources, configMaps]).toEqual([[], [], []]);
    expect(container).not.toHaveProperty('command');
    expect(container).not.toHaveProperty('args');
  });

  test('names what it reads in its errors: the source, else the service, else nothing that could be forged', () => {
    const message = (input: unknown, source?: string) => {
      try {
        resolve(input, source === undefined ? {} : { source });
      } catch (error) {
        return error instanceof Error ? error.message.split('\n')[0] : '';
      }
      return '';
    };
    expect(message(minimal({ team: 5 }), 'orders.yaml')).toBe('orders.yaml: 1 problem');
    expect(message(minimal({ team: 5 }))).toBe('orders: 1 problem');
    expect(message({ ...minimal(), name: 'a\nb: no problem' })).toBe('definition: 1 problem');
    expect(message({ name: { toString: 'x' } })).toMatch(/^definition: /);
  });

  test.each([
    ['null', null],
    ['a number', 5],
    ['text', 'name: orders'],
    ['a list', [minimal()]],
    ['a function', () => minimal()],
    ['a Map', new Map([['name', 'orders']])],
    ['a Date in it', minimal({ description: new Date(0) })],
    ['NaN in it', minimal({ scaling: Number.NaN })],
    ['a bigint in it', minimal({ scaling: 3n })],
    ['a symbol as a key', minimal({ [Symbol('x')]: 1 })],
    ['half a character in it', minimal({ description: '\ud800' })],
    ['a getter in it', Object.defineProperty({ ...minimal() }, 'team', { get: () => 'shop', enumerable: true })],
    ['__proto__ as a key', JSON.parse('{"name":"orders","__proto__":{"team":"shop"}}')],
    ['__proto__ deep in it', JSON.parse('{"name":"orders","config":{"variables":{"__proto__":1}}}')],
    ['constructor as a key', minimal({ labels: { constructor: 'x' } })],
  ])('%s is refused as plain data is', (_title, input) => {
    const found = problemsOf(() => resolve(input));
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toMatch(/^(expected (an object|plain data)|a (key|getter)|the (key|text))/);
    expect(Object.hasOwn(Object.prototype, 'team')).toBe(false);
  });

  test('what contains itself or is too deep is refused', () => {
    const round: Record<string, unknown> = { ...minimal() };
    round.config = { files: round };
    expect(problemsOf(() => resolve(round))).toMatchObject([
      { path: 'config.files', message: 'the value contains itself' },
    ]);
    const deep = JSON.parse(`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`);
    expect(problemsOf(() => resolve(minimal({ config: deep })))).toMatchObject([
      { message: 'nested deeper than 64 levels' },
    ]);
  });

  test('names that objects have by nature are names like others', () => {
    const service = resolve(
      minimal({
        name: 'constructor',
        labels: { toString: 'a', valueOf: 'b' },
        config: { variables: { hasOwnProperty: '1' } },
        network: { ports: { http: 8080, valueof: 9000 } },
      }),
    );
    expect(service.labels).toMatchObject({ toString: 'a', valueOf: 'b', app: 'constructor' });
    expect(service.configMaps[0]?.data).toEqual({ hasOwnProperty: '1' });
  });

  test('keeps the fields of a team’s extension beside the Service', () => {
    const schema = Definition.extend({ queue: z.strictObject({ topic: z.string(), keep: z.string().default('1d') }) });
    expect(resolve(minimal({ queue: { topic: 'orders' } }), { schema }).extension).toEqual({
      queue: { topic: 'orders', keep: '1d' },
    });
    expect(resolve(minimal()).extension).toEqual({});
  });
});
