import { describe, expect, test } from 'vitest';
import { platform } from '../lib/platform.js';
import { resolveWorkspace, WorkspaceError } from '../lib/workspace.js';
import type { Fields } from './support/definitions.js';
import { minimal, worker } from './support/definitions.js';

const acme = platform({ name: 'acme', environments: { dev: {}, production: { domain: 'example.com' } } });
const entry = (input: Fields, source = `${input.name}.yaml`) => ({ source, input });
const resolveAll = (...inputs: readonly ReturnType<typeof entry>[]) => resolveWorkspace(inputs, { platform: acme });
const errors = (...inputs: readonly ReturnType<typeof entry>[]) => {
  try {
    resolveAll(...inputs);
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    return error.errors.map(({ source, problems }) => [
      source,
      problems.map(({ check, message }) => `${check}: ${message}`),
    ]);
  }
  return [];
};
const calls = (name: string, called: readonly string[], callers: readonly string[]) =>
  entry(minimal({ name, network: { calls: called, callers } }));

describe('resolveWorkspace', () => {
  test('resolves every definition for every environment, sorted by name', () => {
    const found = resolveAll(entry(worker({ name: 'b' })), entry(minimal({ name: 'a' })));
    expect(found.map(({ name, services }) => [name, services.map((service) => service.name)])).toEqual([
      ['dev', ['a', 'b']],
      ['production', ['a', 'b']],
    ]);
  });

  test('tells each service the addresses of those that it calls', () => {
    const [dev] = resolveAll(calls('a', ['b'], []), calls('b', [], ['a']));
    expect(dev?.services[0]?.configMaps[0]?.data).toEqual({ B_URL: 'http://b.b' });
  });

  test('an empty workspace is no error', () => {
    expect(resolveAll().map(({ services }) => services)).toEqual([[], []]);
  });

  test('lists the problems of all files at once, each once', () => {
    expect(errors(entry(minimal({ team: 5 }), 'a'), entry(minimal({ name: 'X' }), 'b'))).toEqual([
      ['a', [expect.stringContaining('found number 5')]],
      ['b', [expect.stringContaining('expected a name')]],
    ]);
  });

  test('says in which environment a problem is, where it is not in all', () => {
    expect(errors(entry(minimal({ network: { expose: 'orders.{domain}' } })))).toEqual([
      ['orders.yaml', ['domain-known: in dev: the environment dev has no domain']],
    ]);
  });

  test('a required variable needs a value in every environment', () => {
    const variables = { REGION: { required: true } };
    const environments = { production: { config: { variables: { REGION: { value: 'eu' } } } } };
    expect(errors(entry(minimal({ config: { variables }, environments })))).toEqual([
      ['orders.yaml', [expect.stringMatching(/^required-variable: in dev: /)]],
    ]);
  });

  test('two services of one name are refused (name-taken)', () => {
    expect(errors(entry(minimal(), 'a'), entry(minimal(), 'b'))).toEqual([
      ['b', ['name-taken: a defines "orders" too']],
    ]);
  });

  test('two services of one host and path are refused (route-taken)', () => {
    const one = (name: string) => entry(minimal({ name, network: { expose: 'shop.example.com' } }));
    expect(errors(one('a'), one('b'))).toEqual([['b.yaml', ['route-taken: a.yaml exposes shop.example.com/ too']]]);
  });

  test('calls in a circle are refused (calls-cycle)', () => {
    const found = errors(calls('a', ['b'], ['c']), calls('b', ['c'], ['a']), calls('c', ['a'], ['b']));
    expect(found).toEqual([['a.yaml', ['calls-cycle: services call each other in a circle: a → b → c → a']]]);
  });

  test('calls to nobody are refused', () => {
    expect(errors(calls('a', ['c'], []), calls('b', [], []))).toEqual([
      ['a.yaml', ['callee-exists: there is no service "c" to call']],
    ]);
  });
});
