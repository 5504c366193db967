import { describe, expect, test } from 'vitest';
import {
  claimedFiles,
  claimedFolders,
  claimedVariables,
  fileVariables,
  folderOf,
  readOnlyFolders,
  secretVariable,
  urlVariable,
} from '../../lib/definition/claims.js';
import { minimal, resolved } from '../support/definitions.js';
import { parsed } from '../support/shorthands.js';

const everything = {
  image: undefined,
  build: { language: 'go', version: '1.24' },
  presets: ['contract'],
  server: {},
  shutdown: { env: true },
  observability: { logs: {} },
  config: {
    variables: { PLAIN: 1, POD: { kind: 'field', path: 'metadata.name' }, 'app.name': 'x' },
    secrets: { PASSWORD: {}, TOKEN: { as: 'file' } },
    files: { '/etc/app/a': '', '/etc/app/b': '', '/opt/c': '' },
  },
};

describe('claims', () => {
  test('names are made as the contract says', () => {
    expect(urlVariable('cart-api')).toBe('CART_API_URL');
    expect(secretVariable('PASSWORD', 'env')).toBe('PASSWORD');
    expect(secretVariable('PASSWORD', 'file')).toBe('PASSWORD_FILE');
    expect(folderOf('/etc/app/a')).toBe('/etc/app');
    expect(folderOf('/a')).toBe('');
  });

  test('all variables that the process gets are claimed, and no others', () => {
    const service = resolved(minimal(everything), { local: true });
    const told = [
      ...service.container.variables.map(({ name }) => name),
      ...service.configMaps.filter(({ name }) => name.includes('-config-')).flatMap(({ data }) => Object.keys(data)),
    ];
    expect(
      claimedVariables(parsed(everything))
        .map(({ name }) => name)
        .sort(),
    ).toEqual(told.sort());
  });

  test('what stands in the configuration file is claimed still, and its path too', () => {
    const config = { ...everything.config, file: '/etc/app/config.yaml', reload: 'watch' };
    const before = claimedVariables(parsed(everything)).map(({ name }) => name);
    const definition = parsed({ ...everything, config });
    const all = claimedVariables(definition);
    expect(all.map(({ name }) => name).filter((name) => !before.includes(name))).toEqual(['CONFIG_FILE']);
    expect(all).toContainEqual({ name: 'CONFIG_FILE', path: 'config.file' });
    expect(fileVariables(definition)).toEqual(['LOG_LEVEL', 'SERVER_RATE_BURST', 'SERVER_RATE_LIMIT']);
    expect(fileVariables(parsed({ config, server: {} }))).toEqual(['SERVER_RATE_BURST', 'SERVER_RATE_LIMIT']);
    expect(fileVariables(parsed(everything))).toEqual([]);
    expect(claimedFiles(definition)).toContainEqual({ name: '/etc/app/config.yaml', path: 'config.file' });
    expect(readOnlyFolders(definition).filter(({ name }) => name === '/etc/app')).toHaveLength(1);
  });

  test('all folders that are mounted are claimed, and no others', () => {
    const mounted = resolved(minimal(everything), { local: true }).container.mounts;
    const sorted = (claims: readonly { readonly name: string }[]) => claims.map(({ name }) => name).sort();
    expect(sorted(claimedFolders(parsed(everything)))).toEqual(mounted.map(({ path }) => path));
    expect(sorted(readOnlyFolders(parsed(everything)))).toEqual(
      mounted.filter(({ readOnly }) => readOnly).map(({ path }) => path),
    );
  });

  test('the token of the Kubernetes API has its folder', () => {
    const token = parsed({ security: { serviceAccount: { token: true } } });
    expect(readOnlyFolders(token)).toEqual([
      { name: '/var/run/secrets/kubernetes.io/serviceaccount', path: 'security.serviceAccount.token' },
    ]);
  });

  test('a key that is no plain word is quoted in the path', () => {
    expect(claimedVariables(parsed(everything)).map(({ path }) => path)).toContain('config.variables["app.name"]');
  });
});
