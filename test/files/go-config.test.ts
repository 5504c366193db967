import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goConfig } from '../../lib/files/go-config.js';
import { isGenerated } from '../../lib/files/marker.js';
import type { ConfigEntry } from '../../lib/local/types/local.js';
import { entry, tables, wellFormed } from '../go/entries.js';
import { contract, hostile, typed } from '../go/tables.js';
import { goTokens, literalText, type Token } from '../go/tokens.js';

const generated = (configuration: readonly ConfigEntry[]): string =>
  goConfig({
    source: 'service.ts',
    configuration,
    goConfig: { path: 'internal/config/config_gen.go', package: 'config' },
  });

/** The lines of the struct, without blank ones. */
const struct = (configuration: readonly ConfigEntry[]): readonly string[] => {
  const [, body = ''] = /type Config struct \{\n([\s\S]*?)\n\}/.exec(generated(configuration)) ?? [];
  return body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
};

const code = (tokens: readonly Token[]): readonly string[] =>
  tokens.filter(({ kind }) => kind === 'code').map(({ text }) => text);

describe('the Go configuration', () => {
  test('begins with the line by which Go knows generated code, and ends with one newline', () => {
    const text = generated(contract);
    const [first = ''] = text.split('\n');
    expect(first).toMatch(/^\/\/ Code generated .* DO NOT EDIT\.$/);
    expect(first).toContain('service.ts');
    expect(isGenerated(text)).toBe(true);
    expect(text).toContain('\npackage config\n');
    expect(text).toMatch(/[^\n]\n$/);
  });

  test('has no field for the path of the configuration file, and says that the file is not read here', () => {
    const path = entry('CONFIG_FILE', { default: '/a.yaml', origin: 'file' });
    expect(struct([path])).toEqual(struct([]));
    expect(code(goTokens(generated([path])))).toEqual(code(goTokens(generated([]))));
    expect(generated([path])).toContain('give Load a lookup');
    expect(generated([])).not.toContain('give Load a lookup');
  });

  test('has a field of the right type for each variable', () => {
    expect(struct([...typed, entry('TOKEN', { secret: 'env' })]).filter((line) => !line.startsWith('//'))).toEqual([
      'AString string',
      'AInteger int64',
      'ANumber float64',
      'ABoolean bool',
      'ADuration time.Duration',
      'AURL *url.URL',
      'APort uint16',
      'Token Secret',
    ]);
  });

  test('says over a field what it is, its default, and what is allowed', () => {
    expect(
      struct([
        entry('LOG_LEVEL', { description: 'least level', default: 'info', allowed: ['info', 'warn'], reload: 'watch' }),
        entry('DB_PASSWORD', { description: 'Password of the database.', required: true, secret: 'file' }),
        entry('DB_URL', { type: 'url', default: 'http://$(DB_HOST)' }),
      ]),
    ).toEqual([
      '// LogLevel is LOG_LEVEL: least level. Default: "info". Allowed: "info", "warn". May change while the process runs.',
      'LogLevel string',
      '// DBPassword is DB_PASSWORD, or the file that DB_PASSWORD_FILE names: Password of the database. Required.',
      'DBPassword Secret',
      '// DBURL is DB_URL. Nil when it is not set.',
      'DBURL *url.URL',
    ]);
  });

  test('lists the variables with their places in a configuration file, secrets without', () => {
    const text = generated(contract);
    expect(text).toContain('{Field: "ServerPort", Name: "SERVER_PORT", Key: "server.port", Default: "8080"},');
    expect(text).toContain(
      '{Field: "DBPassword", Name: "DB_PASSWORD", File: "DB_PASSWORD_FILE", Required: true, Secret: true, Reloadable: true},',
    );
  });

  test('reads neither form of a secret from a variable that is something else', () => {
    const text = generated([
      entry('TOKEN', { secret: 'env' }),
      entry('TOKEN_FILE'),
      entry('PIN'),
      entry('PIN', { secret: 'file' }),
    ]);
    expect(text).toContain('{Field: "Token", Name: "TOKEN", Secret: true},');
    expect(text).toContain('{Field: "Pin2", File: "PIN_FILE", Secret: true},');
  });

  test('imports and declares only what it needs', () => {
    const text = generated([entry('A')]);
    for (const unused of ['Secret struct', '"time"', '"net/url"', '"regexp"', '"log/slog"', 'parsePort'])
      expect(text).not.toContain(unused);
  });

  test('is refused for a service without Go', () => {
    expect(() => goConfig({ source: 'service.ts', configuration: [] })).toThrow('not built from Go');
  });
});

describe('hostile texts', () => {
  const tamed = (table: readonly ConfigEntry[]): readonly ConfigEntry[] =>
    table.map(({ default: standard, ...rest }) => ({
      ...rest,
      description: '',
      ...(rest.allowed && { allowed: rest.allowed.map(() => 'a') }),
      ...(standard !== undefined && standard !== '' && { default: standard.includes('$(') ? '$(A)' : 'a' }),
    }));

  test('change no code: only comments and literals differ', () => {
    fc.assert(
      fc.property(fc.oneof(tables, fc.constant(hostile)), (table) => {
        const tokens = goTokens(generated(table));
        const plain = goTokens(generated(tamed(table)));
        expect(code(tokens)).toEqual(code(plain));
        expect(tokens.map(({ kind }) => kind)).toEqual(plain.map(({ kind }) => kind));
      }),
    );
  });

  test('stand in literals as they are', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const literals = goTokens(generated(table)).flatMap(({ kind, text }) =>
          kind === 'string' ? [literalText(text)] : [],
        );
        for (const { default: standard, allowed } of table)
          for (const text of [
            ...(standard === undefined || standard === '' ? [] : [standard]),
            ...(allowed ? allowed : []),
          ])
            expect(literals).toContain(wellFormed(text));
      }),
    );
  });
});
