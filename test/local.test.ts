import { describe, expect, test } from 'vitest';
import { resolveLocal } from '../lib/local.js';
import { platform } from '../lib/platform.js';
import { WorkspaceError } from '../lib/workspace.js';
import { localService, localServices } from './support/local-service.js';

const health = { live: '/livez', ready: '/readyz' };

describe('a service at home', () => {
  test('has the processor and memory of production', () => {
    const resources = { cpu: { request: '1', limit: '2500m' }, memory: '1Gi' };
    const service = localService({ resources: { memory: '256Mi' }, environments: { production: { resources } } }, {});
    expect(service.production).toBe('production');
    expect(service.local).toMatchObject({ cpus: '2.5', memoryBytes: 1024 ** 3 });
    expect(JSON.stringify(service.local.variables)).toContain('921MiB');
  });

  test('stops and is asked as in production, unless the definition says otherwise for one’s own machine', () => {
    const production = { shutdown: { timeout: '60s' }, health: { ready: { path: '/readyz', period: '7s' } } };
    const like = localService({ environments: { production } }, {});
    expect(like.shutdown.gracePeriodSeconds).toBe(70);
    expect(like.healthCheck?.intervalSeconds).toBe(7);
    const own = localService({ environments: { production, local: { shutdown: { timeout: '15s' } } } }, {});
    expect(own.shutdown.timeoutSeconds).toBe(15);
    expect(own.healthCheck?.intervalSeconds).toBe(7);
  });

  test('has them of the environment that the platform names, or else of the last one', () => {
    const environments = { one: {}, two: {} };
    const definition = {
      environments: { one: { resources: { memory: '1Gi' } }, two: { resources: { memory: '2Gi' } } },
    };
    expect(localService(definition, { environments }).local.memoryBytes).toBe(2 * 1024 ** 3);
    expect(localService(definition, { environments, production: 'one' }).local.memoryBytes).toBe(1024 ** 3);
  });

  test('has the registry, the Kubernetes version and the API of production, where the platform has no environment local', () => {
    const production = {
      registry: 'registry.example.com/acme',
      kubernetes: '1.29',
      api: { addresses: ['10.0.0.1/32'] },
    };
    const definition = { presets: ['contract'], security: { serviceAccount: { token: true } } };
    const { image, local } = localService(definition, { environments: { production } as never });
    expect(image.repository).toBe('registry.example.com/acme/orders');
    expect(local.variables.map(({ name }) => name)).toContain('SHUTDOWN_DRAIN');
    expect(localService({}, { environments: { production, local: { local: true } } as never }).image.repository).toBe(
      'orders',
    );
  });

  test('migrates as in production, unless the definition says otherwise for one’s own machine', () => {
    const production = { migrations: ['up', '--to=$(SCHEMA)'] };
    const config = { variables: { SCHEMA: '7' } };
    const word = (...texts: readonly string[]) => [{ kind: 'text', text: texts.join('') }];
    expect(localService({ config, environments: { production } }, {}).local.migration).toEqual({
      args: [word('up'), word('--to=7')],
    });
    expect(localService({ migrations: { args: ['up'], kubernetes: 'none' } }).local.migration).toEqual({
      args: [word('up')],
    });
    const own = localService({ config, environments: { production, local: { migrations: null } } }, {});
    expect(own.local).not.toHaveProperty('migration');
  });

  test('cannot be called as what migrates another one', () => {
    const definition = { team: 'shop', build: 'go', health };
    const both = [
      { name: 'orders', ...definition, migrations: ['up'] },
      { name: 'orders-migrate', ...definition },
    ];
    expect(() => localServices(both)).toThrow('in Compose the container that migrates "orders"');
  });

  test('has no processor limit where production has none', () => {
    expect(localService({ resources: { cpu: { limit: 'none' } } }).local).not.toHaveProperty('cpus');
  });

  test('may differ from production in what environments.local says, on any platform', () => {
    const service = localService({
      config: { variables: { A: 'b' } },
      environments: { local: { config: { variables: { A: 'c' } } } },
    });
    expect(service.local.variables).toContainEqual({ name: 'A', value: [{ kind: 'text', text: 'c' }] });
  });

  test('has the writable folders and ports of its container, without the rights of root', () => {
    const { local } = localService({
      network: { ports: { http: 80 } },
      security: { writable: ['/tmp', { path: '/cache', size: '1Mi' }], capabilities: ['NET_BIND_SERVICE'] },
    });
    expect(local.tmpfs).toEqual([
      { path: '/tmp', bytes: 64 * 1024 ** 2 },
      { path: '/cache', bytes: 1024 ** 2 },
    ]);
    expect(local.ports).toEqual([{ name: 'http', host: 8080, container: 80, protocol: 'tcp' }]);
  });

  test('knows where it stands and where its manifests are', () => {
    expect(localService()).toMatchObject({ source: 'service.yaml', folder: 'orders', manifests: '../../dist' });
    const [alone] = resolveLocal([{ source: 'service.yaml', input: { name: 'a', team: 'b', build: 'go', health } }], {
      platform: platform({ name: 'acme', environments: { production: {} } }),
      workspace: '.',
    });
    expect(alone).toMatchObject({ folder: '.', manifests: 'dist' });
  });

  test.each([
    ['internal/config/config_gen.go', 'config'],
    ['config_gen.go', 'main'],
    ['type/a_gen.go', 'type_'],
    ['db_test/a_gen.go', 'db'],
    ['./pkg/My-Settings/x_gen.go', 'mysettings'],
  ])('has its Go configuration in %s as package %s', (config, name) => {
    expect(localService({ build: { language: 'go', config } }).goConfig?.package).toBe(name);
  });
});

describe('the configuration table', () => {
  test('holds what the process is told, its variables and its secrets', () => {
    const { configuration } = localService({
      presets: ['contract'],
      health: {},
      config: {
        variables: {
          PORT: { type: 'port', default: 5432, description: 'of the database' },
          RATIO: 0.5,
          POD: { kind: 'field', path: 'metadata.name' },
        },
        secrets: { DB_PASSWORD: { as: 'file' }, OLD: { kind: 'secret', name: 'old', key: 'a', optional: true } },
        reload: 'watch',
      },
    });
    const row = (name: string) => configuration.find((entry) => entry.name === name);
    expect(row('SERVER_READ_TIMEOUT')).toMatchObject({
      type: 'duration',
      default: '5s',
      reload: 'restart',
      origin: 'server',
    });
    expect(row('LOG_LEVEL')).toMatchObject({
      allowed: ['debug', 'info', 'warn', 'error'],
      reload: 'restart',
      origin: 'logs',
    });
    expect(row('CONFIG_FILE')).toBeUndefined();
    expect(row('SHUTDOWN_TIMEOUT')).toMatchObject({ type: 'duration', default: '20s', origin: 'shutdown' });
    expect(row('PORT')).toMatchObject({
      type: 'port',
      default: '5432',
      description: 'of the database',
      origin: 'config',
    });
    expect(row('RATIO')).toEqual({
      name: 'RATIO',
      type: 'string',
      required: false,
      description: '',
      reload: 'restart',
      origin: 'config',
    });
    expect(row('POD')).toMatchObject({ origin: 'kubernetes' });
    expect(row('DB_PASSWORD')).toMatchObject({ secret: 'file', required: true, reload: 'watch' });
    expect(row('OLD')).toMatchObject({ secret: 'env', required: false });
  });

  test('says what may change while the process runs: what stands in its configuration file', () => {
    const { configuration } = localService({
      presets: ['contract'],
      health: {},
      config: { file: '/etc/app/config.yaml', reload: 'watch' },
    });
    const watched = configuration.filter(({ reload }) => reload === 'watch').map(({ name }) => name);
    expect(watched).toEqual(['SERVER_RATE_LIMIT', 'SERVER_RATE_BURST', 'LOG_LEVEL']);
    expect(configuration.find(({ name }) => name === 'CONFIG_FILE')).toMatchObject({
      default: '/etc/app/config.yaml',
      reload: 'restart',
      origin: 'file',
    });
  });

  test('describes every variable that a concern tells', () => {
    const { configuration } = localService({ presets: ['contract'], health: {} });
    expect(configuration.filter(({ description }) => description.includes('undefined'))).toEqual([]);
    expect(configuration.map(({ description }) => description).filter((text) => text === '')).toEqual([]);
  });
});

describe('a workspace at home', () => {
  test('tells the problems of all files at once', () => {
    const wrong = (name: string) => ({ name, team: 'shop', build: 'go', health, scaling: { min: 5, max: 3 } });
    expect(() => localServices([wrong('a'), wrong('b')])).toThrow(WorkspaceError);
    expect(() => localServices([wrong('a'), wrong('b')])).toThrow(/services\/a[\s\S]*services\/b/);
  });

  test('has one service of each name', () => {
    const one = { name: 'a', team: 'shop', build: 'go', health };
    expect(() => localServices([one, one])).toThrow('name-taken');
  });

  test('is built from images with digests only, where the platform demands it', () => {
    const bases = {
      required: true,
      digests: { 'gcr.io/distroless/static-debian13:nonroot': `sha256:${'0'.repeat(64)}` },
    };
    const dependencies = { redis: '7' };
    const refused = () => localService({ dependencies }, { bases });
    expect(refused).toThrow(/build: the image golang:1\.26-trixie has no digest \(base-digest-required\)/);
    expect(refused).toThrow(/microcheck:1 has no digest/);
    expect(refused).toThrow(/dependencies\.redis: the image redis:7-alpine has no digest/);
    expect(refused).not.toThrow(/distroless/);
  });

  test('has no variable that the static probe beside a program reads', () => {
    const config = { variables: { CHECK_PORT: 1, CHECK_SUM: 2 } };
    expect(() => localService({ config })).toThrow(/config\.variables\.CHECK_PORT: .* \(probe-reads-variable\)/);
    expect(() => localService({ config })).not.toThrow(/CHECK_SUM/);
    expect(() => localService({ config, build: 'node' })).not.toThrow();
  });

  test('is sorted by name, in whatever order it was given', () => {
    const one = (name: string) => ({ name, team: 'shop', build: 'go', health });
    expect(localServices([one('b'), one('a')]).map(({ name }) => name)).toEqual(['a', 'b']);
  });
});
