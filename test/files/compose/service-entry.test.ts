import { describe, expect, test } from 'vitest';
import { instancesOf } from '../../../lib/files/compose/instances.js';
import { migrationEntries, serviceEntry } from '../../../lib/files/compose/service-entry.js';
import { compose, workspaceCompose } from '../../../lib/files/compose.js';
import type { LocalService } from '../../../lib/local/types/local.js';
import { account, dependency, named } from './example.js';
import { read } from './interpolation.js';

const text = (word: string) => [{ kind: 'text' as const, text: word }];
const healthCheck = { command: ['/a'], intervalSeconds: 5, timeoutSeconds: 2, startPeriodSeconds: 60, retries: 3 };
const orders = named(
  'orders',
  {
    migration: { args: [text('migrate')] },
    args: [text('serve')],
    command: [text('/app/orders')],
    dependencies: [dependency('postgres', '15', account('orders'))],
    files: [{ path: '/run/secrets/orders/KEY', source: '.slipway/secrets/KEY', content: 'x', keep: true }],
    variables: [{ name: 'LEVEL', value: text('info') }],
    ports: [{ name: 'http', host: 8080, container: 8080, protocol: 'tcp' }],
    tmpfs: [{ path: '/tmp', bytes: 2 ** 26 }],
    calls: ['mailer'],
  },
  { healthCheck },
);
const beside = (...services: readonly LocalService[]) => ({
  instances: instancesOf(services, true),
  services,
  shared: true,
});
const migrating = (service: LocalService) => Object.fromEntries(migrationEntries(service, beside(service)));

describe('what migrates', () => {
  test('is the service in all but its command line, its ports, its build and its life', () => {
    const entry = serviceEntry(orders, beside(orders));
    const { ports, build, pull_policy, develop, command, entrypoint, depends_on, healthcheck, restart, ...same } =
      entry;
    const other = migrating(orders)['orders-migrate'] ?? {};
    const {
      command: args,
      entrypoint: program,
      depends_on: waitsFor,
      healthcheck: asked,
      restart: again,
      pull_policy: pull,
      ...rest
    } = other;
    expect(rest).toEqual(same);
    expect([ports, build, develop, entrypoint, healthcheck, restart].every((value) => value !== undefined)).toBe(true);
    expect(program).toBeUndefined();
    expect(waitsFor).toEqual({ postgres: { condition: 'service_healthy' } });
    expect({ asked, again, pull }).toEqual({ asked: { disable: true }, again: 'no', pull: 'never' });
    expect(pull_policy).toBe('build');
    expect(read(compose(orders), { DB_PASSWORD: 'pw' })).toMatchObject({
      services: { 'orders-migrate': { command: ['migrate'] } },
    });
    expect(args).toHaveLength(1);
  });

  test('runs another program where the definition says so', () => {
    const service = { ...orders, local: { ...orders.local, migration: { command: [text('/app/up')] } } };
    const { 'orders-migrate': entry } = Object(read(compose(service), { DB_PASSWORD: 'pw' })).services;
    expect(entry.entrypoint).toEqual(['/app/up']);
    expect(entry).not.toHaveProperty('command');
  });

  test('has ended well before the service starts, with its dependencies and those that it calls', () => {
    const mailer = named('mailer');
    expect(serviceEntry(orders, beside(orders, mailer)).depends_on).toEqual({
      mailer: { condition: 'service_started' },
      'orders-migrate': { condition: 'service_completed_successfully' },
      postgres: { condition: 'service_healthy' },
    });
  });

  test('is there for each service of a workspace that says so, and for no other', () => {
    const text = workspaceCompose([orders, named('mailer', { calls: ['orders'] })], 'acme');
    const { services } = Object(read(text, { ORDERS_DB_PASSWORD: 'pw' }));
    expect(Object.keys(services)).toEqual(['mailer', 'orders', 'orders-migrate', 'postgres']);
    expect(services['orders-migrate'].image).toBe(services.orders.image);
    expect(services.mailer.depends_on).toEqual({ orders: { condition: 'service_healthy' } });
    expect(migrationEntries(named('mailer'), beside(named('mailer')))).toEqual([]);
  });
});
