import { describe, expect, test } from 'vitest';
import { Definition } from '../../lib/definition/index.js';
import { platform } from '../../lib/platform.js';
import { layered, located } from '../../lib/service/layers.js';
import { resolve } from '../../lib/service.js';
import type { Fields } from '../support/definitions.js';
import { minimal, problemsOf } from '../support/definitions.js';

const acme = platform({
  name: 'acme',
  defaults: { scaling: 2, labels: { from: 'platform', platform: 'yes' }, links: { handbook: 'https://example.com' } },
  presets: {
    one: { labels: { from: 'one', one: 'yes' }, resources: { memory: '1Gi' } },
    two: { labels: { from: 'two', two: 'yes' }, health: { live: { kind: 'grpc', port: 'http', period: '20s' } } },
    autoscaled: { scaling: { min: 2, max: 4 } },
    wrong: { resources: { memory: { request: '2Gi', limit: '1Gi' } }, health: { live: { path: 'livez' } } },
  },
  environments: {
    dev: { defaults: { labels: { from: 'dev', dev: 'yes' } } },
    production: {},
  },
});
const input = (more: Fields, environment = 'dev') => resolve(minimal(more), { platform: acme, environment });
const problems = (more: Fields, environment = 'dev') => problemsOf(() => input(more, environment));
const from = (more: Fields, environment?: string) => input(more, environment).labels.from;

describe('layers', () => {
  test('lie in order: kit, platform, environment, presets, definition, its own changes for the environment', () => {
    const presets = ['one', 'two'];
    const overlay = { environments: { dev: { labels: { from: 'overlay' } } } };
    expect(from({}, 'production')).toBe('platform');
    expect(from({})).toBe('dev');
    expect(from({ presets })).toBe('two');
    expect(from({ presets: ['two', 'one'] })).toBe('one');
    expect(from({ presets, labels: { from: 'definition' } })).toBe('definition');
    expect(from({ presets, labels: { from: 'definition' }, ...overlay })).toBe('overlay');
    expect(from({ presets, labels: { from: 'definition' }, ...overlay }, 'production')).toBe('definition');
    expect(input({ presets }).labels).toMatchObject({ platform: 'yes', dev: 'yes', one: 'yes', two: 'yes' });
  });

  test('the kit’s own defaults lie under all of them', () => {
    expect(input({}).scaling).toEqual({ kind: 'fixed', replicas: 2 });
    expect(input({ scaling: null }).scaling).toEqual({ kind: 'fixed', replicas: 3 });
  });

  test('null removes what a layer below says', () => {
    expect(input({ labels: { platform: null }, links: null })).toMatchObject({ links: {} });
    expect(input({ labels: { platform: null } }).labels).not.toHaveProperty('platform');
    expect(input({ server: {}, environments: { dev: { server: null } } })).not.toHaveProperty('server');
  });

  test('another kind replaces the whole, the same kind is completed', () => {
    const live = (probe: object) =>
      input({ presets: ['two'], health: { live: probe, ready: '/readyz' } }).container.probes.live;
    expect(live({ kind: 'http', path: '/up' })).toMatchObject({ check: { kind: 'http' }, periodSeconds: 10 });
    expect(live({ timeout: '3s' })).toMatchObject({ check: { kind: 'grpc' }, periodSeconds: 20, timeoutSeconds: 3 });
  });

  test('an environment may change the kind of workload', () => {
    const workload = { kind: 'cron', schedule: '@daily' };
    const dev = { workload, health: null };
    expect(input({ environments: { dev } }).workload).toMatchObject(workload);
    expect(input({ environments: { dev } }, 'production').workload.kind).toBe('service');
  });

  test('an environment may replace what is built by an image', () => {
    const more = { image: undefined, build: 'go', environments: { dev: { build: null, image: 'a/b:1' } } };
    expect(input(more).container.image).toBe('a/b:1');
  });
});

describe('problems of layers', () => {
  test('in an environment’s changes are reported there, in lists and short forms too', () => {
    const production = {
      resources: { memory: { request: '1Gi', limit: '512Mi' } },
      scaling: { min: 5, max: 3 },
      health: { live: { path: 'livez' } },
      network: { calls: [{ service: 'Cart' }] },
      shutdwn: {},
    };
    const found = problems({ environments: { production } }, 'production').map(({ path }) => path);
    expect(found).toEqual(
      expect.arrayContaining([
        'environments.production.network.calls[0].service',
        'environments.production.health.live.path',
        'environments.production.shutdwn',
        'environments.production.resources.memory.request',
        'environments.production.scaling.min',
      ]),
    );
    expect(found).toHaveLength(5);
    expect(problems({ environments: { production } }, 'dev')).toEqual([]);
  });

  test('in a short form are reported where it stands', () => {
    const dev = { network: { expose: 'Orders' } };
    expect(problems({ environments: { dev } }).map(({ path }) => path)).toEqual([
      'environments.dev.network.expose.host',
    ]);
  });

  test('set by a preset or the platform say so', () => {
    const found = problems({ presets: ['wrong'], health: { ready: '/readyz' } });
    expect(found.map(({ path, message }) => [path, message.slice(-20)])).toEqual([
      ['health.live.path', ' (set by preset wrong)'.slice(-20)],
      ['resources.memory.request', ' (set by preset wrong)'.slice(-20)],
    ]);
    const odd = platform(JSON.parse('{"name":"a","defaults":{"oops":1},"environments":{"dev":{}}}'));
    expect(problemsOf(() => resolve(minimal(), { platform: odd }))).toMatchObject([
      { path: 'oops', message: 'unknown key (set by platform.defaults)' },
    ]);
  });

  test('about an environment or preset that is not there say what is meant', () => {
    expect(problems({ environments: { prodution: {} }, presets: ['onee', 'contract', 'constructor'] })).toEqual([
      {
        path: 'presets[0]',
        check: 'preset-exists',
        message: 'there is no preset "onee"',
        value: 'onee',
        allowed: 'contract, one, two, autoscaled, wrong',
        fix: 'did you mean "one"?',
      },
      expect.objectContaining({ path: 'presets[2]', message: 'there is no preset "constructor"' }),
      {
        path: 'environments.prodution',
        check: 'environment-exists',
        message: 'there is no environment "prodution"',
        value: 'prodution',
        allowed: 'dev, production',
        fix: 'did you mean "production"?',
      },
    ]);
  });

  test('an unknown environment is an error of its own, whatever it is called', () => {
    for (const environment of ['prod', '__proto__', 'constructor', '', 'a\nb'])
      expect(problems({}, environment)).toMatchObject([
        { path: '', check: 'environment-exists', allowed: 'dev, production' },
      ]);
    expect(problems({}, 'a\nb')[0]?.message).toBe('there is no environment "a\\nb"');
  });

  test('a layer cannot say who the service is, nor bring further layers', () => {
    const dev = { name: 'other', presets: ['one'], environments: {} };
    expect(problems({ environments: { dev } }, 'production').map(({ check, path }) => [check, path])).toEqual([
      ['layer-keys', 'environments.dev.name'],
      ['layer-keys', 'environments.dev.presets'],
      ['layer-keys', 'environments.dev.environments'],
    ]);
  });

  test.each([null, [], 5, 'x'])('changes that are %j are told once', (dev) => {
    expect(problems({ environments: { dev } })).toMatchObject([
      { path: 'environments.dev', message: 'expected a partial definition: an object' },
    ]);
  });

  test.each([
    ['environments', []],
    ['environments', 'dev'],
    ['presets', 'one'],
    ['presets', [1]],
  ])('%s that are %j are told', (key, value) => {
    expect(problems({ [key]: value })).toHaveLength(1);
    expect(problems({ [key]: value })[0]?.path).toMatch(new RegExp(`^${key}`));
  });
});

describe('layered', () => {
  test('knows for each leaf which layer set it', () => {
    const definition = minimal({ presets: ['one'], labels: { own: 'x' }, environments: { dev: { scaling: 1 } } });
    const { origin } = layered(Definition, definition, acme, 'dev', 'orders.yaml');
    expect(Object.fromEntries(origin)).toMatchObject({
      'labels.from': 'preset one',
      'labels.dev': 'platform.environments.dev.defaults',
      'labels.platform': 'platform.defaults',
      'labels.own': 'orders.yaml',
      'scaling.replicas': 'environments.dev',
      'resources.memory.limit': 'preset one',
    });
  });

  test('keeps a problem as it is where nobody set the value', () => {
    const problem = { path: 'server.writeTimeout', message: 'too long' };
    expect(located(problem, { origin: new Map() }, 'orders')).toBe(problem);
  });
});
