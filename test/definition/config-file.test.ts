import { describe, expect, test } from 'vitest';
import { configFileMode, fileKey, reloadable } from '../../lib/definition/config-file.js';
import { serverVariables } from '../../lib/definition/server.js';
import { parsed } from '../support/shorthands.js';

describe('the place in a configuration file', () => {
  test.each([
    ['SERVER_PORT', 'server.port'],
    ['SERVER_READ_TIMEOUT', 'server.read_timeout'],
    ['LOG', 'log'],
    ['_A_B', '_a_b'],
    ['db.host', 'db.host'],
  ])('of %s is %s', (name, key) => {
    expect(fileKey(name, [name])).toBe(key);
  });

  test('is not below the place of another variable', () => {
    expect(fileKey('LOG_LEVEL', ['log', 'LOG_LEVEL'])).toBe('log_level');
  });
});

test('what may change while the process runs is told by the contract, numbers as numbers', () => {
  const { server } = parsed({ server: {} });
  if (server === undefined) throw new Error('it was given');
  const told = { LOG_LEVEL: 'info', ...serverVariables(server, 8080) };
  expect(told).toMatchObject(Object.fromEntries(Object.keys(reloadable).map((name) => [name, expect.any(String)])));
  for (const [name, type] of Object.entries(reloadable))
    expect([name, Number.isNaN(Number(told[name as keyof typeof told]))]).toEqual([name, type === 'text']);
});

test('everyone in the pod may read the file, and nobody may write it', () => {
  expect(configFileMode).toBe('0444');
});
