import { describe, expect, test } from 'vitest';
import { appendMissing, localEnv, missingKeys } from '../../lib/files/env-file.js';
import type { Credential } from '../../lib/local/types/local.js';
import { finishedOrders } from '../support/local-orders.js';
import { readDotenv } from './quoting/dotenv-model.js';

const service = (name: string, ...credentials: readonly Credential[]) => ({
  name,
  local: { ...finishedOrders.local, credentials },
});
const password: Credential = { key: 'DB_PASSWORD', value: "it's $local", description: 'password of postgres' };
const token: Credential = { key: 'API_TOKEN', value: '', description: 'token of\nthe shop' };
const orders = service('orders', password, token);
const mailer = service('mail-er', password);

describe('the env file', () => {
  test('of one service has the local default of each credential, sorted, and says what only a person can know', () => {
    expect(localEnv([orders])).toBe(`# Local only: credentials for work on this machine. Never commit this file.
# It is yours to change: Slipway adds what is missing and never overwrites what is here.

# token of
# the shop
# only you can know it
API_TOKEN=

# password of postgres
DB_PASSWORD="it's \\$local"
`);
  });

  test('of a workspace tells the keys of its services apart', () => {
    const keys = (text: string): readonly string[] => [...readDotenv(text).keys()];
    expect(keys(localEnv([orders, mailer]))).toEqual([
      'MAIL__ER_DB_PASSWORD',
      'ORDERS_API_TOKEN',
      'ORDERS_DB_PASSWORD',
    ]);
    expect(keys(localEnv([orders], true))).toEqual(['ORDERS_API_TOKEN', 'ORDERS_DB_PASSWORD']);
  });

  test('of a service without credentials is its heading', () => {
    expect(readDotenv(localEnv([service('static')]))).toEqual(new Map());
  });
});

describe('an existing env file', () => {
  test('lacks the keys that no line sets, and those set to nothing for which there is a default', () => {
    expect(missingKeys('# DB_PASSWORD=x\nAPI_TOKEN=\n', [orders], false)).toEqual(['DB_PASSWORD']);
    expect(missingKeys('ORDERS_DB_PASSWORD=x', [orders, mailer], true)).toEqual([
      'MAIL__ER_DB_PASSWORD',
      'ORDERS_API_TOKEN',
    ]);
    expect(missingKeys('DB_PASSWORD=\nAPI_TOKEN=\n', [orders], false)).toEqual(['DB_PASSWORD']);
    expect(missingKeys('DB_PASSWORD=\nAPI_TOKEN=\nDB_PASSWORD=x', [orders], false)).toEqual([]);
    expect(missingKeys('NOTE="\nDB_PASSWORD=no key\n"\n', [orders], false)).toEqual(['API_TOKEN', 'DB_PASSWORD']);
  });

  test('keeps what it has and gets what it lacks, once', () => {
    const before = '# mine\r\nAPI_TOKEN=mine # and this';
    const after = appendMissing(before, [orders], false);
    expect(after).toBe(`${before}\n\n# password of postgres\nDB_PASSWORD="it's \\$local"\n`);
    expect(appendMissing(after, [orders], false)).toBe(after);
    expect(readDotenv(after)).toEqual(
      new Map([
        ['API_TOKEN', 'mine'],
        ['DB_PASSWORD', "it's $local"],
      ]),
    );
  });

  test('that a new one would be lacks nothing', () => {
    expect(missingKeys(localEnv([orders, mailer]), [orders, mailer], true)).toEqual([]);
  });
});
