import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compose, workspaceCompose } from '../../lib/files/compose.js';
import { isGenerated } from '../../lib/files/marker.js';
import type { LocalService } from '../../lib/local/types/local.js';
import { finishedOrders } from '../support/local-orders.js';
import { localService, localServices } from '../support/local-service.js';
import { account, dependency, named } from './compose/example.js';
import { hostileText } from './compose/hostile.js';
import { read } from './compose/interpolation.js';

const withDatabase = {
  dependencies: {
    postgres: { version: '15', variables: 'DB' },
    redis: { version: '7', variables: { host: 'REDIS_HOST' } },
  },
  config: {
    variables: {
      DB_HOST: 'db.example',
      DB_PORT: 5432,
      DB_USER: 'orders',
      DB_NAME: 'orders',
      REDIS_HOST: 'x',
      LEVEL: 'info',
    },
    secrets: { DB_PASSWORD: { as: 'file' } },
  },
};

const healthCheck = { command: ['/a'], intervalSeconds: 5, timeoutSeconds: 2, startPeriodSeconds: 60, retries: 3 };
const env = { DB_PASSWORD: 'pw', A_DB_PASSWORD: 'a', B_DB_PASSWORD: 'b' };

describe('the Compose file of a service', () => {
  test('is written beside its definition', () => {
    expect(compose(localService(withDatabase))).toMatchSnapshot();
  });

  test('is generated, and says so', () => expect(isGenerated(compose(finishedOrders))).toBe(true));

  test('starts the service when its dependencies are healthy', () => {
    const dependencies = [dependency('postgres', '15', account('orders')), dependency('redis', '7')];
    expect(read(compose(named('orders', { dependencies })), env)).toMatchObject({
      name: 'orders',
      services: {
        orders: {
          build: { context: '.' },
          depends_on: { postgres: { condition: 'service_healthy' }, redis: { condition: 'service_healthy' } },
        },
        postgres: { image: 'postgres:15' },
        redis: { image: 'redis:7' },
      },
      volumes: { 'postgres-15': {}, 'redis-7': {} },
    });
  });

  test('waits for no service that it does not have', () => {
    expect(compose(named('orders', { calls: ['mailer'] }))).not.toContain('depends_on');
  });

  test('has every text of a service as it is', () => {
    const texts = fc.array(hostileText, { maxLength: 3 });
    fc.assert(
      fc.property(texts, texts, hostileText, hostileText, (args, command, user, path) => {
        const service: LocalService = {
          ...finishedOrders,
          healthCheck: { ...healthCheck, command },
          local: {
            ...finishedOrders.local,
            args: args.map((text) => [{ kind: 'text', text }]),
            command: command.map((text) => [{ kind: 'text', text }]),
            files: [{ path, source: path, content: '', keep: false }],
            dependencies: [dependency('postgres', '15', account(user)), dependency('minio', '1', account(user))],
          },
        };
        const told = { ACCOUNT: user, PASSWORD: 'pw', DATABASE: user };
        expect(read(compose(service), env)).toMatchObject({
          services: {
            orders: {
              ...{ command: args, entrypoint: command, healthcheck: { test: ['CMD', ...command] } },
              volumes: [{ source: `./${path}`, target: path }],
            },
            postgres: /^\w[\w-]*$/.test(user)
              ? { environment: { POSTGRES_USER: user, POSTGRES_DB: user } }
              : { post_start: [{ environment: told }] },
            minio: { post_start: [{ environment: told }] },
          },
        });
      }),
      { numRuns: 30 },
    );
  });
});

describe('the Compose file of a workspace', () => {
  const database = (name: string) => [dependency('postgres', '15', account(name))];

  test('starts services beside each other, on dependencies that they share', () => {
    const definition = (name: string, callers: readonly string[], calls: readonly string[]) => ({
      ...{ ...withDatabase, name, team: 'shop', build: 'go', health: { live: '/livez', ready: '/readyz' } },
      config: { ...withDatabase.config, variables: { ...withDatabase.config.variables, DB_USER: name, DB_NAME: name } },
      network: { callers, calls, ports: { http: name === 'orders' ? 8080 : 8090 } },
    });
    const services = localServices([definition('orders', [], ['mailer']), definition('mailer', ['orders'], [])]);
    expect(workspaceCompose(services, 'acme')).toMatchSnapshot();
  });

  test('says the same in any order of services', () => {
    const services = [named('b', { dependencies: database('b') }), named('a', { dependencies: database('a') })];
    expect(workspaceCompose(services.toReversed(), 'acme')).toBe(workspaceCompose(services, 'acme'));
  });

  test('starts a service when those that it calls are healthy, or there where nobody can tell', () => {
    const services = [named('a', { calls: ['b', 'c', 'elsewhere'] }), named('b', {}, { healthCheck }), named('c')];
    expect(read(workspaceCompose(services, 'acme'))).toMatchObject({
      services: { a: { depends_on: { b: { condition: 'service_healthy' }, c: { condition: 'service_started' } } } },
    });
  });

  test('builds each service in its own folder, and gives each its own password', () => {
    const variables = [{ name: 'DB_PASSWORD', value: [{ kind: 'credential' as const, key: 'DB_PASSWORD' }] }];
    const services = ['a', 'b'].map((name) => named(name, { dependencies: database(name), variables }));
    expect(read(workspaceCompose(services, 'acme'), env)).toMatchObject({
      name: 'acme',
      services: {
        a: { build: { context: 'apps/a' }, environment: { DB_PASSWORD: 'a' } },
        b: { build: { context: 'apps/b' }, environment: { DB_PASSWORD: 'b' } },
        postgres: {
          post_start: [
            { environment: { ACCOUNT: 'a', PASSWORD: 'a' } },
            { environment: { ACCOUNT: 'b', PASSWORD: 'b' } },
          ],
        },
      },
    });
  });

  test('sends each service to the version that it needs', () => {
    const host = [{ name: 'DB_HOST', value: [{ kind: 'host' as const, dependency: 'postgres' }] }];
    const services = [
      named('a', { dependencies: database('a'), variables: host }),
      named('b', { dependencies: [dependency('postgres', '16', account('b'))], variables: host }),
    ];
    expect(read(workspaceCompose(services, 'acme'), env)).toMatchObject({
      services: {
        a: { environment: { DB_HOST: 'postgres-15' }, depends_on: { 'postgres-15': {} } },
        b: { environment: { DB_HOST: 'postgres-16' }, depends_on: { 'postgres-16': {} } },
      },
    });
  });
});
