import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { findPlatform, readPlatform } from '../../lib/cli/platform-file.js';
import { DefinitionError } from '../../lib/definition/problems.js';
import { definition, folderWith, run } from './run.js';

let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = async (name: string, text: string) => {
  folder = folderWith({ [name]: text });
  return readPlatform(join(folder, name));
};
const refusal = async (name: string, text: string): Promise<string> => {
  const error: unknown = await read(name, text).catch((thrown: unknown) => thrown);
  if (!(error instanceof DefinitionError)) throw new Error(`not refused: ${error}`);
  expect(error.source).toBe(join(folder, name));
  return error.message;
};

const facts = '{ "name": "acme", "environments": { "dev": {}, "production": { "kubernetes": "1.33" } } }';

describe('findPlatform', () => {
  test.each(['ts', 'mts', 'js', 'mjs', 'yaml', 'yml', 'json'])('finds platform.%s', async (ending) => {
    folder = folderWith({ [`platform.${ending}`]: '', 'platform.txt': '', 'platform.test.ts': '' });
    expect(await findPlatform(folder)).toBe(join(folder, `platform.${ending}`));
  });

  test('finds none where there is none, nor in a folder that is not there', async () => {
    folder = folderWith({});
    expect(await findPlatform(folder)).toBeUndefined();
    expect(await findPlatform(join(folder, 'nowhere'))).toBeUndefined();
  });
});

describe('readPlatform', () => {
  test('is the built-in one, with one environment, where there is no file', async () => {
    const { platform, file, chart } = await readPlatform(undefined);
    expect({ environments: Object.keys(platform.environments), file, chart }).toEqual({ environments: ['local'] });
  });

  test.each([
    ['platform.json', facts],
    ['platform.yaml', 'name: acme\nenvironments: { dev: {}, production: { kubernetes: "1.33" } }\n'],
    ['platform.mjs', `export default ${facts};`],
    ['platform.js', `module.exports = { __esModule: true, default: ${facts} };`],
  ])('reads %s and fills in defaults', async (name, text) => {
    const { platform } = await read(name, text);
    expect(Object.keys(platform.environments)).toEqual(['dev', 'production']);
    expect(platform.environments.production).toMatchObject({ kubernetes: '1.33', digests: 'optional' });
  });

  test('reads the schema and the chart of a module', async () => {
    const { schema, chart } = await readPlatform('apps/platform.ts');
    expect(Object.keys(Reflect.get(schema, 'shape'))).toContain('queue');
    expect(chart).toBeTypeOf('function');
  });

  test.each([
    ['platform.yaml', 'name: acme\nenvironment: {}\n', /environment: unknown key[\s\S]*did you mean "environments"/],
    ['platform.yaml', 'name: [\n', /platform\.yaml: 1 problem/],
    ['platform.json', '[]', /expected an object/],
    [
      'platform.mjs',
      'throw new TypeError("no cluster today");',
      /threw while it was loaded: TypeError: no cluster today/,
    ],
    ['platform.mjs', 'export const platform = 1;', /default export/],
    ['platform.mjs', 'export default 5;', /expected an object as its export, found a number/],
    [
      'platform.mjs',
      `export default ${facts}; export const schema = {};`,
      /schema: expected an extension of Definition/,
    ],
    ['platform.mjs', `export default ${facts}; export const chart = {};`, /chart: expected a function/],
  ])('%s that says %j is refused under its name', async (name, text, says) => {
    expect(await refusal(name, text)).toMatch(says);
  });

  test('a file that is named and not there is refused', async () => {
    folder = folderWith({ 'service.yaml': definition('a') });
    const { code, stderr } = await run(['validate', '-w', folder, '--platform', join(folder, 'none.yaml')]);
    expect(code).toBe(1);
    expect(stderr).toContain(`${relative('', join(folder, 'none.yaml'))}: 1 problem\n  there is no such file`);
  });

  test('what its chart function throws is told with the service and the environment', async () => {
    folder = folderWith({
      'service.yaml': definition('orders'),
      'platform.mjs': `export default ${facts}; export const chart = () => { throw new Error('no queue'); };`,
    });
    const { code, stdout, stderr } = await run(['synth', folder, '--output', join(folder, 'out')]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/platform\.mjs: the chart of orders in dev threw: no queue\n$/);
  });
});
