import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeText } from '../../../lib/files/compose/document.js';
import { environment } from '../../../lib/files/compose/environment.js';
import type { ConfigEntry, LocalVariable } from '../../../lib/local/types/local.js';
import { named } from './example.js';
import { hostileText, variableName } from './hostile.js';
import { read } from './interpolation.js';

const text = (name: string, value: string): LocalVariable => ({ name, value: [{ kind: 'text', text: value }] });

const configured = (name: string, origin: ConfigEntry['origin'] = 'config'): ConfigEntry => ({
  ...{ name, origin, type: 'string', required: false, description: '', reload: 'restart' },
});

const isKey = (name: string): boolean => !name.startsWith('x-');

const seen = (
  variables: readonly LocalVariable[],
  configuration: readonly ConfigEntry[],
  { env = {}, shared = false }: { env?: Record<string, string>; shared?: boolean } = {},
) => {
  const service = named('order-api', { variables }, { configuration });
  const entry = environment(service, shared, (dependency) => `${dependency}-15`);
  return read(composeText('service.ts', [], { environment: entry }), env).environment;
};

describe('the environment', () => {
  test('has every value, whatever is in it, when .env says nothing', () => {
    fc.assert(
      fc.property(fc.dictionary(variableName.filter(isKey), hostileText), fc.boolean(), (values, open) => {
        const names = Object.keys(values);
        const told = seen(
          names.map((name) => text(name, `${values[name]}`)),
          open ? names.map((name) => configured(name)) : [],
        );
        expect(told).toEqual({ ...values });
      }),
    );
  });

  test('has what a line of .env says of what is configured', () => {
    const variables = [text('LOG_LEVEL', 'info'), text('GREETING', 'hi')];
    const configuration = [configured('LOG_LEVEL', 'logs'), configured('GREETING')];
    expect(seen(variables, configuration, { env: { LOG_LEVEL: 'debug', GREETING: '' } })).toEqual({
      LOG_LEVEL: 'debug',
      GREETING: '',
    });
    const env = { LOG_LEVEL: 'debug', ORDER__API_LOG_LEVEL: 'warn' };
    expect(seen(variables, configuration, { env, shared: true })).toEqual({ LOG_LEVEL: 'warn', GREETING: 'hi' });
  });

  test('has what a line of .env says of what stands in the configuration file, and nothing else of it', () => {
    const configuration = [{ ...configured('SERVER_RATE_LIMIT', 'server'), reload: 'watch' as const }];
    const variables = [text('SERVER_RATE_LIMIT', '')];
    expect(seen(variables, configuration, { env: { SERVER_RATE_LIMIT: '5' } })).toEqual({ SERVER_RATE_LIMIT: '5' });
    expect(seen(variables, configuration)).toEqual({ SERVER_RATE_LIMIT: '' });
  });

  test.each([
    ['CONFIG_FILE', 'file', '/etc/app/config.yaml'],
    ['SERVER_PORT', 'server', '8080'],
    ['SHUTDOWN_TIMEOUT', 'shutdown', '20s'],
    ['MAILER_URL', 'calls', 'http://mailer:8080'],
    ['HOME', 'config', '/tmp'],
    ['VERSION', 'config', '1'],
    ['NO.KEY', 'config', 'x'],
    ['JSON', 'config', '{"a":1}'],
  ] as const)('keeps %s, of %s, as it is', (name, origin, value) => {
    expect(seen([text(name, value)], [configured(name, origin)], { env: { [name]: 'other' } })).toEqual({
      [name]: value,
    });
  });

  test('keeps what connects it with its dependencies, whose containers are told the same', () => {
    const service = named(
      'orders',
      { variables: [text('DB_PORT', '5432')] },
      {
        configuration: [configured('DB_PORT')],
        dependencies: { postgres: { version: '15', variables: { port: 'DB_PORT' } } },
      },
    );
    const entry = environment(service, false, String);
    expect(read(composeText('x', [], { entry }), { DB_PORT: '1' })).toEqual({ entry: { DB_PORT: '5432' } });
  });

  test('is a list where a name would be an extension of Compose', () => {
    expect(seen([text('x-a', '$b=c'), text('A', '')], [configured('A')], { env: { A: '1' } })).toEqual([
      'x-a=$b=c',
      'A=1',
    ]);
  });

  test('joins texts, hosts and credentials', () => {
    const url: LocalVariable = {
      name: 'DB_URL',
      value: [
        { kind: 'text', text: 'postgres://o:' },
        { kind: 'credential', key: 'DB_PASSWORD' },
        { kind: 'text', text: '@' },
        { kind: 'host', dependency: 'postgres' },
        { kind: 'text', text: ':5432/$a' },
      ],
    };
    expect(seen([url], [configured('DB_URL')], { env: { DB_PASSWORD: 'p}$w' } })).toEqual({
      DB_URL: 'postgres://o:p}$w@postgres-15:5432/$a',
    });
    expect(() => seen([url], [])).toThrow('DB_PASSWORD is missing');
  });
});
