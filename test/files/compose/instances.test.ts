import { describe, expect, test } from 'vitest';
import { instancesOf } from '../../../lib/files/compose/instances.js';
import { sourceOf } from '../../../lib/files/compose/value.js';
import { account, dependency, named } from './example.js';

const postgres = (version: string, user?: string) =>
  dependency('postgres', version, user === undefined ? undefined : account(user));

const named15 = (name: string, user = name) => named(name, { dependencies: [postgres('15', user)] });

describe('the containers of dependencies', () => {
  test('of one service have the names that it knows, and a volume for each major version', () => {
    const service = named('orders', {
      dependencies: [postgres('15.4', 'orders'), dependency('minio', 'RELEASE.2025')],
    });
    const { containers, hostOf } = instancesOf([service], false);
    expect(containers.map(({ name, volume }) => [name, volume])).toEqual([
      ['postgres', 'postgres-15'],
      ['minio', 'minio'],
    ]);
    expect(hostOf(service, 'postgres')).toBe('postgres');
  });

  test('leave a name to what migrates a service', () => {
    const dependencies = [{ ...dependency('postgres', '15'), name: 'orders-migrate' }];
    const names = (local: object) =>
      instancesOf([named('orders', { dependencies, ...local })], false).containers.map(({ name }) => name);
    expect(names({})).toEqual(['orders-migrate']);
    expect(names({ migration: {} })).toEqual(['orders-migrate-15']);
  });

  test('that are the same are one, with an account for each service', () => {
    const { containers, hostOf } = instancesOf([named15('a'), named15('b-c')], true);
    expect(containers.map(({ name }) => name)).toEqual(['postgres']);
    expect(containers[0]?.accounts.map(({ user, password }) => [user, sourceOf(password)])).toEqual([
      ['a', `\${A_DB_PASSWORD:?set A_DB_PASSWORD in .env, or run slipway generate}`],
      ['b-c', `\${B__C_DB_PASSWORD:?set B__C_DB_PASSWORD in .env, or run slipway generate}`],
    ]);
    expect([hostOf({ name: 'a' }, 'postgres'), hostOf({ name: 'b-c' }, 'postgres')]).toEqual(['postgres', 'postgres']);
  });

  test('of different versions are told apart, each with its services', () => {
    const other = named('b', { dependencies: [postgres('16.1', 'b')] });
    const { containers, hostOf } = instancesOf([named15('a'), other, named15('c')], true);
    expect(containers.map(({ name, volume }) => [name, volume])).toEqual([
      ['postgres-15', 'postgres-15'],
      ['postgres-16-1', 'postgres-16'],
    ]);
    expect(['a', 'b', 'c'].map((name) => hostOf({ name }, 'postgres'))).toEqual([
      'postgres-15',
      'postgres-16-1',
      'postgres-15',
    ]);
  });

  test.each([
    ['user', { user: 'app', database: 'b', password: 'P' }],
    ['database', { user: 'b', database: 'app', password: 'P' }],
  ])('with one %s for two services are two', (_, second) => {
    const services = [named15('a', 'app'), named('b', { dependencies: [dependency('postgres', '15', second)] })];
    const { containers } = instancesOf(services, true);
    expect(containers.map(({ name, volume }) => [name, volume])).toEqual([
      ['postgres-15', 'postgres-15'],
      ['postgres-15-2', 'postgres-15-2'],
    ]);
  });

  test('of one service stay two, even if they are the same', () => {
    const cache = dependency('redis', '7');
    const service = named('a', { dependencies: [cache, { ...cache, name: 'queue' }] });
    const { containers, hostOf } = instancesOf([service], true);
    expect(containers.map(({ name }) => name)).toEqual(['redis', 'queue']);
    expect(hostOf(service, 'queue')).toBe('queue');
  });

  test('that several services know by different names are one', () => {
    const other = named('b', { dependencies: [{ ...postgres('15', 'b'), name: 'db' }] });
    const { containers, hostOf } = instancesOf([named15('a'), other], true);
    expect(containers).toHaveLength(1);
    expect(hostOf(other, 'db')).toBe('postgres');
  });

  test('never have the name of a service', () => {
    const { containers } = instancesOf([named15('postgres')], false);
    expect(containers.map(({ name }) => name)).toEqual(['postgres-15']);
  });

  test('are given accounts by a script where several services come and go, or where a name has to be quoted', () => {
    expect(instancesOf([named15('a')], false).containers).toMatchObject([{ scripted: false }]);
    expect(instancesOf([named15('a')], true).containers).toMatchObject([{ scripted: true }]);
    expect(instancesOf([named15('a', "o'brien")], false).containers).toMatchObject([{ scripted: true }]);
  });

  test('are known to their services only', () => {
    expect(() => instancesOf([named15('a')], false).hostOf({ name: 'a' }, 'redis')).toThrow(
      'a has no dependency redis',
    );
  });
});
