import { expect, test } from 'vitest';
import { DefinitionError } from '../../lib/definition/problems.js';
import { Problems, WorkspaceError } from '../../lib/entries/problems.js';
import { lockNames, migrationTaken, nameTaken, routesTaken } from '../../lib/entries/taken.js';

const reported = (add: (problems: Problems) => void) => {
  const problems = new Problems(['test']);
  add(problems);
  try {
    problems.report();
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    return error.errors.map(({ source, problems: found }) => [
      source,
      found.map(({ check, message }) => `${check}: ${message}`),
    ]);
  }
  return [];
};

test('two definitions cannot have one name (name-taken)', () => {
  const entries = ['a', 'b', 'c'].map((source) => ({ source, name: source === 'b' ? 'other' : 'orders' }));
  expect(reported((problems) => nameTaken(entries, problems, 'test'))).toEqual([
    ['c', ['name-taken: a defines "orders" too']],
  ]);
});

test('no service can be called as what migrates another one (name-taken)', () => {
  const entries = (migrates: boolean) => [
    { source: 'a', name: 'orders', migrates },
    { source: 'b', name: 'orders-migrate', migrates: false },
  ];
  expect(reported((problems) => migrationTaken(entries(true), problems, 'test'))).toEqual([
    ['b', ['name-taken: in Compose the container that migrates "orders" is called "orders-migrate" too']],
  ]);
  expect(reported((problems) => migrationTaken(entries(false), problems, 'test'))).toEqual([]);
});

test('two services cannot have one host and path (route-taken)', () => {
  const port = { name: 'http', port: 8080, servicePort: 80, protocol: 'TCP' } as const;
  const routing = (...paths: string[]) => ({
    kind: 'ingress' as const,
    annotations: {},
    routes: paths.map((path) => ({
      objectName: 'orders',
      host: 'a.example.com',
      path,
      pathType: 'Prefix' as const,
      port,
    })),
  });
  const services = [
    { source: 'a', routing: routing('/', '/a') },
    { source: 'b', routing: routing('/b', '/a') },
    { source: 'c' },
  ];
  expect(reported((problems) => routesTaken(services, problems, 'test'))).toEqual([
    ['b', ['route-taken: a exposes a.example.com/a too']],
  ]);
});

test('a problem of all environments is told once, one of some names them', () => {
  const problems = new Problems(['dev', 'test']);
  const one = { path: 'a', message: 'everywhere' };
  const other = { path: 'b', message: 'here' };
  problems.add('x', 'dev', [one, other]);
  problems.add('x', 'test', [one]);
  expect(() => problems.report()).toThrow(
    new WorkspaceError([new DefinitionError('x', [one, { path: 'b', message: 'in dev: here' }])]),
  );
});

test('the images lock names services and environments that there are (image-known)', () => {
  const known = { services: ['orders'], environments: ['test'], channels: [] };
  const lock = { orders: { '*': { tag: '1' }, tset: { tag: '2' } }, oders: { test: { tag: '3' } } };
  expect(reported((problems) => lockNames(lock, known, problems))).toEqual([
    ['images lock', ['image-known: there is no environment "tset"', 'image-known: there is no service "oders"']],
  ]);
  expect(reported((problems) => lockNames({ orders: { test: { tag: '1' } } }, known, problems))).toEqual([]);
});
