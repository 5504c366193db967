import { describe, expect, test } from 'vitest';
import { dependencyKinds, dependencyPorts } from '../../../lib/definition/dependencies.js';
import { dependencyEntry, dependencyScripts } from '../../../lib/files/compose/dependencies.js';
import type { DependencyContainer } from '../../../lib/files/compose/dependency-container.js';
import { composeText } from '../../../lib/files/compose/document.js';
import { required } from '../../../lib/files/compose/value.js';
import { read } from './interpolation.js';

const one = { user: 'one', database: 'first', password: required('ONE') };
const two = { user: 'two', database: 'second', password: required('TWO') };

const container = (
  kind: DependencyContainer['kind'],
  more: Partial<DependencyContainer> = {},
): DependencyContainer => ({
  ...{ kind, name: kind, version: '15', image: `${kind}:15`, port: dependencyPorts[kind], volume: `${kind}-15` },
  ...{ accounts: [one], scripted: false },
  ...more,
});

/** An entry as the engine gets it. */
const entryOf = (kind: DependencyContainer['kind'], more: Partial<DependencyContainer> = {}) =>
  read(composeText('x', [], { entry: dependencyEntry(container(kind, more)) }), { ONE: 'pw1', TWO: 'pw2' }).entry;

const several = { accounts: [one, two], scripted: true };

describe.each(dependencyKinds)('%s', (kind) => {
  test('has no rights, is not reached from outside, keeps its data, and is asked every five seconds', () => {
    expect(entryOf(kind)).toMatchObject({
      image: `${kind}:15`,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      volumes: [expect.stringMatching(`^${kind}-15:/`)],
      restart: 'unless-stopped',
      healthcheck: { interval: '5s', retries: 10, start_period: expect.stringMatching(/^\d+s$/) },
    });
    expect(entryOf(kind)).not.toHaveProperty('ports');
  });
});

test.each([
  ['postgres', ['pg_isready', '--quiet', '--host=127.0.0.1', '--username=one', '--dbname=postgres']],
  ['mysql', ['mysqladmin', 'ping', '--silent', '--protocol=tcp', '--host=127.0.0.1', '--user=root']],
  ['redis', ['redis-cli', 'ping']],
  ['valkey', ['valkey-cli', 'ping']],
  ['rabbitmq', ['rabbitmq-diagnostics', '--quiet', 'ping']],
  ['nats', ['wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:8222/healthz']],
  ['kafka', ['/opt/kafka/bin/kafka-broker-api-versions.sh', '--bootstrap-server', '127.0.0.1:9092']],
  ['minio', ['mc', 'ready', 'local']],
] as const)('%s is asked by a program that its image has', (kind, command) => {
  expect(entryOf(kind)).toMatchObject({ healthcheck: { test: ['CMD', ...command] } });
});

describe('postgres', () => {
  test('makes the user and the database of one service itself', () => {
    expect(entryOf('postgres')).toMatchObject({
      user: 'postgres',
      environment: { POSTGRES_USER: 'one', POSTGRES_PASSWORD: 'pw1', POSTGRES_DB: 'first' },
    });
    expect(entryOf('postgres')).not.toHaveProperty('post_start');
    expect(dependencyScripts(container('postgres'))).toEqual({});
  });

  test('has an administrator of its own where a script makes the accounts', () => {
    expect(entryOf('postgres', several)).toMatchObject({
      environment: { POSTGRES_USER: 'postgres', POSTGRES_DB: 'postgres' },
      configs: [{ source: 'postgres-account', target: '/etc/slipway/account.sh' }],
      post_start: [
        {
          command: ['sh', '/etc/slipway/account.sh'],
          environment: { ACCOUNT: 'one', PASSWORD: 'pw1', DATABASE: 'first' },
        },
        {
          command: ['sh', '/etc/slipway/account.sh'],
          environment: { ACCOUNT: 'two', PASSWORD: 'pw2', DATABASE: 'second' },
        },
      ],
    });
    expect(dependencyScripts(container('postgres', several))).toHaveProperty('postgres-account.content');
  });

  test.each([
    ['9.6', 'postgres-15:/var/lib/postgresql/data'],
    ['17.5-alpine', 'postgres-15:/var/lib/postgresql/data'],
    ['18', 'postgres-15:/var/lib/postgresql'],
    ['latest', 'postgres-15:/var/lib/postgresql'],
  ])('%s keeps its data in %s', (version, volume) => {
    expect(entryOf('postgres', { version })).toMatchObject({ volumes: [volume] });
  });
});

test('mysql makes accounts by a script, since its image does not quote', () => {
  expect(entryOf('mysql')).toMatchObject({
    environment: { MYSQL_ALLOW_EMPTY_PASSWORD: 'yes', MYSQL_ROOT_HOST: 'localhost' },
    post_start: [{ environment: { ACCOUNT: 'one', PASSWORD: 'pw1', DATABASE: 'first' } }],
  });
});

describe('rabbitmq', () => {
  test('makes the user and the virtual host of one service itself, on a host that keeps its name', () => {
    expect(entryOf('rabbitmq')).toMatchObject({
      hostname: 'rabbitmq',
      environment: { RABBITMQ_DEFAULT_USER: 'one', RABBITMQ_DEFAULT_PASS: 'pw1', RABBITMQ_DEFAULT_VHOST: 'first' },
    });
  });

  test('makes accounts by a script for several services', () => {
    expect(entryOf('rabbitmq', several)).toMatchObject({ post_start: [{}, { environment: { ACCOUNT: 'two' } }] });
    expect(entryOf('rabbitmq', several)).not.toHaveProperty('environment');
  });
});

describe('minio', () => {
  test('has the one service for an administrator, and its bucket', () => {
    expect(entryOf('minio')).toMatchObject({
      command: ['server', '/data'],
      environment: { MINIO_ROOT_USER: 'one', MINIO_ROOT_PASSWORD: 'pw1' },
      post_start: [{ environment: { ROOT_USER: 'one', ROOT_PASSWORD: 'pw1', DATABASE: 'first' } }],
    });
  });

  test('has users for several services', () => {
    expect(entryOf('minio', several)).toMatchObject({
      environment: { MINIO_ROOT_USER: 'minioadmin' },
      post_start: [
        {},
        { environment: { ROOT_USER: 'minioadmin', ACCOUNT: 'two', PASSWORD: 'pw2', DATABASE: 'second' } },
      ],
    });
    expect(JSON.stringify(dependencyScripts(container('minio', several)))).toContain('admin user add');
  });
});

test('nats keeps streams, and says at its monitoring port how it is', () => {
  expect(entryOf('nats')).toMatchObject({
    command: ['nats-server', '--jetstream', '--store_dir=/data', '--http_port=8222'],
  });
});

test('kafka tells clients the name that they know it by', () => {
  expect(entryOf('kafka', { name: 'kafka-4' })).toMatchObject({
    environment: { KAFKA_PROCESS_ROLES: 'broker,controller', KAFKA_ADVERTISED_LISTENERS: 'PLAINTEXT://kafka-4:9092' },
  });
});
