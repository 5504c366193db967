import { describe, expect, test } from 'vitest';
import { Definition } from '../../lib/definition/index.js';
import { migratesInPod, migrationService } from '../../lib/definition/migrations.js';
import { minimal } from '../support/definitions.js';
import { describeShorthands, parsed } from '../support/shorthands.js';

describeShorthands([
  [{ migrations: ['migrate'] }, { migrations: { args: ['migrate'], kubernetes: 'initContainer' } }],
  [{ migrations: { command: ['/app/up'] } }, { migrations: { command: ['/app/up'], kubernetes: 'initContainer' } }],
]);

describe('migrations', () => {
  test('are none unless a definition says so', () => expect(parsed()).not.toHaveProperty('migrations'));

  test.each([[[]], [{ args: [] }], [{ command: [] }], [['migrate', 1]]])('cannot be %j', (migrations) => {
    expect(Definition.safeParse(minimal({ migrations })).success).toBe(false);
  });

  test('run in every pod unless a pipeline of the team runs them', () => {
    const said = (migrations?: unknown) => migratesInPod(parsed(migrations === undefined ? {} : { migrations }));
    expect([said(), said(['up']), said({ args: ['up'], kubernetes: 'none' })]).toEqual([false, true, false]);
  });

  test('have a Compose service of their own', () => expect(migrationService('orders')).toBe('orders-migrate'));
});
