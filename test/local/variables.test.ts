import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Part } from '../../lib/local/types/local.js';
import { environmentKey, expanded } from '../../lib/local/values.js';
import type { LocalService } from '../../lib/local.js';
import { localService, localServices } from '../support/local-service.js';

const shown = (parts: readonly Part[]): string =>
  parts
    .map((part) => (part.kind === 'text' ? part.text : part.kind === 'host' ? `<${part.dependency}>` : `{${part.key}}`))
    .join('');
const given = (service: LocalService | undefined) =>
  Object.fromEntries((service?.local.variables ?? []).map(({ name, value }) => [name, shown(value)]));

const database = {
  variables: {
    DB_HOST: 'db.example.com',
    DB_PORT: 5432,
    DB_USER: 'clerk',
    DB_NAME: { required: true, value: 'books' },
  },
  secrets: { DB_PASSWORD: {} },
};

describe('the variables of a process at home', () => {
  test('are the definition’s, and what its dependencies are here', () => {
    const service = localService({ config: database, dependencies: { postgres: { version: '16', variables: 'DB' } } });
    expect(given(service)).toEqual({
      DB_HOST: '<postgres>',
      DB_NAME: 'books',
      DB_PORT: '5432',
      DB_USER: 'clerk',
      GOMEMLIMIT: '460MiB',
      DB_PASSWORD: '{DB_PASSWORD}',
    });
    expect(service.local.dependencies).toEqual([
      {
        name: 'postgres',
        kind: 'postgres',
        version: '16',
        image: 'postgres:16-alpine',
        port: 5432,
        account: { user: 'clerk', password: 'DB_PASSWORD', database: 'books' },
      },
    ]);
    expect(service.local.credentials).toEqual([
      { key: 'DB_PASSWORD', value: 'local-only-db-password', description: 'password of postgres' },
    ]);
  });

  test.each([
    ['postgres', '16', 'postgres://orders:{DB_PASSWORD}@<db>:5432/orders', 'postgres:16-alpine'],
    ['mysql', '8.4', 'mysql://orders:{DB_PASSWORD}@<db>:3306/orders', 'mysql:8.4'],
    ['redis', '7', 'redis://<db>:6379', 'redis:7-alpine'],
    ['valkey', '8', 'redis://<db>:6379', 'valkey/valkey:8-alpine'],
    ['rabbitmq', '4', 'amqp://orders:{DB_PASSWORD}@<db>:5672/orders', 'rabbitmq:4-alpine'],
    ['nats', '2.11', 'nats://<db>:4222', 'nats:2.11-alpine'],
    ['kafka', '4.1.0', 'kafka://<db>:9092', 'apache/kafka:4.1.0'],
    ['minio', 'RELEASE.2025-09-07T16-13-09Z', 'http://<db>:9000', 'minio/minio:RELEASE.2025-09-07T16-13-09Z'],
  ])('find %s by one address', (kind, version, url, image) => {
    const service = localService({
      config: { secrets: { ADDRESS: {} } },
      dependencies: { db: { kind, version, variables: { url: 'ADDRESS' } } },
    });
    expect(given(service).ADDRESS).toBe(url);
    expect(service.local.dependencies[0]?.image).toBe(image);
  });

  test.each(['redis', 'valkey'])('find %s by its password, where there is a variable for it', (kind) => {
    const service = localService({
      config: { secrets: { CACHE_PASSWORD: {}, CACHE_URL: {} } },
      dependencies: { cache: { kind, version: '8', variables: { password: 'CACHE_PASSWORD', url: 'CACHE_URL' } } },
    });
    expect(given(service)).toMatchObject({
      CACHE_PASSWORD: '{CACHE_PASSWORD}',
      CACHE_URL: 'redis://:{CACHE_PASSWORD}@<cache>:6379',
    });
  });

  test('find the services that it calls by their names, on the ports of their containers', () => {
    const health = { live: { path: '/l', port: 'http' }, ready: { path: '/r', port: 'http' } };
    const [, orders] = localServices([
      {
        name: 'bills',
        team: 'shop',
        build: 'go',
        health,
        network: { ports: { http: 9000, grpc: 7000 }, callers: ['orders'] },
      },
      { name: 'orders', team: 'shop', build: 'go', health, network: { calls: ['bills'] } },
    ]);
    expect(given(orders).BILLS_URL).toBe('http://bills:9000');
    expect(orders?.local.calls).toEqual(['bills']);
  });

  test('use each other as in a pod', () => {
    const variables = { URL: 'postgres://clerk:$(DB_PASSWORD)@$(DB_HOST)/books?a=$$(b)', PLAIN: '$$HOME' };
    const service = localService({
      config: { variables: { ...database.variables, ...variables }, secrets: database.secrets },
      dependencies: { postgres: { version: '16', variables: 'DB' } },
    });
    expect(given(service)).toMatchObject({
      URL: 'postgres://clerk:{DB_PASSWORD}@<postgres>/books?a=$(b)',
      PLAIN: '$$HOME',
    });
  });

  test('have a stand-in for what only a cluster has', () => {
    const variables = {
      NAME: { kind: 'field', path: 'metadata.name' },
      IP: { kind: 'field', path: 'status.podIP' },
      CORES: { kind: 'resource', resource: 'limits.cpu' },
      MILLIS: { kind: 'resource', resource: 'requests.cpu', divisor: '1m' },
      MEGA: { kind: 'resource', resource: 'limits.memory', divisor: '1M' },
      SHARED: { kind: 'configMap', name: 'shared', key: 'a' },
    };
    expect(given(localService({ config: { variables } }))).toMatchObject({
      NAME: 'orders',
      IP: '127.0.0.1',
      CORES: '1',
      MILLIS: '100',
      MEGA: '537',
      SHARED: '{SHARED}',
    });
  });

  test('ask a person for what only a ConfigMap of the cluster knows, unless the process can do without', () => {
    const of = (optional: boolean) =>
      localService({ config: { variables: { SHARED: { kind: 'configMap', name: 'shared', key: 'a', optional } } } })
        .local.credentials;
    expect(of(false)).toEqual([{ key: 'SHARED', value: '', description: 'what only the cluster knows' }]);
    expect(of(true)).toMatchObject([{ key: 'SHARED', value: 'local-only-shared' }]);
  });

  test('are told the file of a secret, which holds what its dependency needs', () => {
    const service = localService({
      config: {
        secrets: { DATABASE_URL: { as: 'file' }, API_KEY: { as: 'file' } },
        files: { '/etc/app/a.json': '{}' },
      },
      dependencies: { postgres: { version: '16', variables: { url: 'DATABASE_URL' } } },
    });
    expect(given(service)).toMatchObject({ DATABASE_URL_FILE: '/run/secrets/orders/DATABASE_URL' });
    expect(given(service)).not.toHaveProperty('DATABASE_URL');
    expect(service.local.files).toEqual([
      { path: '/etc/app/a.json', source: '.slipway/files/etc/app/a.json', content: '{}', keep: false },
      {
        path: '/run/secrets/orders/API_KEY',
        source: '.slipway/secrets/API_KEY',
        content: 'local-only-api-key',
        keep: true,
      },
      {
        path: '/run/secrets/orders/DATABASE_URL',
        source: '.slipway/secrets/DATABASE_URL',
        content: 'postgres://orders:local-only-postgres-password@postgres:5432/orders',
        keep: true,
      },
    ]);
  });
});

test('what stands in the configuration file is empty in the environment, and the file is there', () => {
  const config = { file: '/etc/app/config.yaml', reload: 'watch', files: { '/etc/app/a.json': '{}' } };
  const service = localService({ presets: ['contract'], health: {}, config });
  expect(given(service)).toMatchObject({
    CONFIG_FILE: '/etc/app/config.yaml',
    LOG_LEVEL: '',
    SERVER_RATE_BURST: '',
    SERVER_RATE_LIMIT: '',
    LOG_FORMAT: 'json',
  });
  expect(service.local.files).toEqual([
    { path: '/etc/app/a.json', source: '.slipway/files/etc/app/a.json', content: '{}', keep: false },
    {
      path: '/etc/app/config.yaml',
      source: '.slipway/files/etc/app/config.yaml',
      content: 'log:\n  level: info\nserver:\n  rate_burst: 20\n  rate_limit: 10\n',
      keep: false,
    },
  ]);
});

test('a command and its arguments use the variables as in a pod', () => {
  const workload = { kind: 'service', command: ['/a', '$(DB_PASSWORD)'], args: ['--name=$(NAME)', '$$(NAME)'] };
  const { local } = localService({ workload, config: { variables: { NAME: 'x' }, secrets: { DB_PASSWORD: {} } } });
  expect(local.command?.map(shown)).toEqual(['/a', '{DB_PASSWORD}']);
  expect(local.args?.map(shown)).toEqual(['--name=x', '$(NAME)']);
});

test('a bucket is called as buckets may be', () => {
  const dependencies = { minio: 'RELEASE.2025-09-07T16-13-09Z' };
  expect(localService({ name: 'order-api', dependencies }).local.dependencies[0]?.account).toEqual({
    user: 'order-api',
    password: 'MINIO_PASSWORD',
    database: 'order-api',
  });
});

describe('references in a value', () => {
  const known = new Map([['A', [{ kind: 'text' as const, text: '1' }]]]);
  test.each([
    ['$(A)$(A)', '11'],
    ['$$(A)', '$(A)'],
    ['$$$(A)', '$1'],
    ['$(B) $A $', '$(B) $A $'],
  ])('turn %j into %j', (text, expected) => {
    expect(shown(expanded(text, known))).toBe(expected);
  });

  test('change no text without a dollar', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter((text) => !text.includes('$')),
        (text) => shown(expanded(text, known)) === text,
      ),
    );
  });
});

test('a key of .env has letters, digits and _ only', () => {
  expect(environmentKey('my.key-1')).toBe('my_key_1');
});
