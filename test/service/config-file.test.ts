import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { goConfig } from '../../lib/files/go-config.js';
import type { Fields } from '../support/definitions.js';
import { minimal, resolved } from '../support/definitions.js';
import { localService } from '../support/local-service.js';

const file = '/etc/app/config.yaml';
const contract = (config: object = {}, more: Fields = {}): Fields => ({
  presets: ['contract'],
  health: {},
  config: { file, reload: 'watch', ...config },
  ...more,
});
const service = (config: object = {}, more: Fields = {}) => resolved(minimal(contract(config, more)));
const maps = (...args: Parameters<typeof service>) => {
  const { configMaps } = service(...args);
  return { told: configMaps.find(({ immutable }) => immutable), watched: configMaps.find((map) => !map.immutable) };
};

describe('a configuration file', () => {
  test('holds what may change while the process runs, in a ConfigMap that keeps its name', () => {
    expect(maps().watched).toEqual({
      name: 'orders-files',
      immutable: false,
      data: { 'config.yaml': 'log:\n  level: info\nserver:\n  rate_burst: 20\n  rate_limit: 10\n' },
    });
  });

  test('takes its values out of the environment, which names the file instead', () => {
    const before = resolved(minimal(contract({ file: undefined, reload: 'restart' }))).configMaps[0]?.data ?? {};
    const { LOG_LEVEL, SERVER_RATE_LIMIT, SERVER_RATE_BURST, ...others } = before;
    expect([LOG_LEVEL, SERVER_RATE_LIMIT, SERVER_RATE_BURST]).toEqual(['info', '10', '20']);
    expect(maps().told?.data).toEqual({ ...others, CONFIG_FILE: file });
  });

  test('rolls no pods when a value in it changes', () => {
    const changed = { observability: { logs: { level: 'debug' } }, server: { rateLimit: { perSecond: 0.5 } } };
    const { told, watched } = maps({}, changed);
    expect(told?.name).toBe(maps().told?.name);
    expect(parse(watched?.data['config.yaml'] ?? '')).toEqual({
      log: { level: 'debug' },
      server: { rate_burst: 20, rate_limit: 0.5 },
    });
    const { configMaps: _, ...rest } = service();
    const { configMaps: __, ...after } = service({}, changed);
    expect(after).toMatchObject({ container: rest.container, volumes: rest.volumes });
  });

  test('stands beside the files of the definition, in one folder that is mounted as a whole', () => {
    const { volumes, container } = service({ files: { '/etc/app/a.yaml': { content: 'a: 1', mode: '0400' } } });
    const volume = volumes.find(({ kind }) => kind === 'configMap');
    expect(volume).toEqual({
      name: 'files-etc-app',
      kind: 'configMap',
      object: 'orders-files',
      items: [
        { key: 'a.yaml', path: 'a.yaml', mode: 0o400 },
        { key: 'config.yaml', path: 'config.yaml', mode: 0o444 },
      ],
    });
    expect(container.mounts).toContainEqual({ volume: 'files-etc-app', path: '/etc/app', readOnly: true });
  });

  test('holds only what the process is told at all', () => {
    expect(maps({}, { server: null }).watched?.data).toEqual({ 'config.yaml': 'log:\n  level: info\n' });
    expect(maps({}, { observability: { logs: null }, server: { rateLimit: false } }).watched?.data).toEqual({
      'config.yaml': 'server:\n  rate_burst: 0\n  rate_limit: 0\n',
    });
  });

  test.each([
    [{}, ['log.level', 'server.rate_burst', 'server.rate_limit']],
    [{ LOG: 'x' }, ['log_level', 'server.rate_burst', 'server.rate_limit']],
    [{ SERVER: 'x', log: 'y' }, ['log_level', 'server_rate_burst', 'server_rate_limit']],
  ])('has each value where the generated Go configuration looks for it, beside %j', (variables, keys) => {
    const text = maps({ variables }).watched?.data['config.yaml'] ?? '';
    const places = Object.entries(parse(text) as Record<string, object | string | number>).flatMap(([outer, value]) =>
      typeof value === 'object' ? Object.keys(value).map((inner) => `${outer}.${inner}`) : [outer],
    );
    expect(places).toEqual(keys);
    const source = goConfig(localService(contract({ variables })));
    for (const key of keys) expect(source).toMatch(new RegExp(`Key: "${key}".*, Reloadable: true}`));
    expect(source, 'no variable of its own').not.toContain('"CONFIG_FILE"');
  });
});
