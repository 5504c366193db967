import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldNames } from '../../../lib/files/go-config/names.js';

const variable = fc.stringMatching(/^[-._a-zA-Z][-._a-zA-Z0-9]{0,8}$/);
const variables = fc.uniqueArray(fc.oneof(variable, fc.constantFrom('a', 'A', 'A2', '_A', 'A_', '_', '.', 'a.2')), {
  maxLength: 12,
});

describe('the name of a field', () => {
  test.each([
    ['DB_HOST', 'DBHost'],
    ['SERVER_READ_TIMEOUT', 'ServerReadTimeout'],
    ['PAYMENTS_URL', 'PaymentsURL'],
    ['DB_SSLMODE', 'DBSSLMode'],
    ['USER_IDS', 'UserIDs'],
    ['HTTP2_TLS', 'HTTP2TLS'],
    ['S3_BUCKET', 'S3Bucket'],
    ['UTF8', 'UTF8'],
    ['API_KEYS', 'APIKeys'],
    ['https.port', 'HTTPSPort'],
    ['db-host.name', 'DBHostName'],
    ['apiUrl', 'APIURL'],
    ['__X__y_', 'XY'],
    ['_1_PASS', 'Var1Pass'],
    ['_', 'Var'],
    ['type', 'Type'],
    ['__proto__', 'Proto'],
  ])('of %s is %s', (name, field) => {
    expect(fieldNames([name])).toEqual([field]);
  });

  test('has a number where several variables have one name, and never one that another has', () => {
    expect(fieldNames(['db.host', 'DB_HOST', 'DB_HOST2', 'DB-HOST'])).toEqual([
      'DBHost4',
      'DBHost3',
      'DBHost2',
      'DBHost',
    ]);
    expect(fieldNames(['PIN', 'PIN'])).toEqual(['Pin', 'Pin2']);
  });

  test('is valid in Go and exported, and distinct', () => {
    fc.assert(
      fc.property(variables, (names) => {
        const fields = fieldNames(names);
        expect(fields).toHaveLength(names.length);
        expect(new Set(fields).size).toBe(names.length);
        for (const field of fields) expect(field).toMatch(/^[A-Z][A-Za-z0-9]*$/);
      }),
    );
  });

  test('does not depend on the order of the variables', () => {
    fc.assert(
      fc.property(variables, (names) => {
        expect([...fieldNames([...names].reverse())].reverse()).toEqual(fieldNames(names));
      }),
    );
  });
});
