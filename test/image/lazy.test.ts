import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'slipway-lazy-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Makes Node find no package of Pulumi, and say that it was asked for one, however it is asked. */
const absent = (name: string): string => `
  if (${name}.startsWith('@pulumi/')) {
    process._rawDebug('asked for ' + ${name});
    throw Object.assign(new Error("Cannot find package '" + ${name} + "'"), { code: 'ERR_MODULE_NOT_FOUND' });
  }`;
const javascript = (text: string): string => `data:text/javascript,${encodeURIComponent(text)}`;
const hooks = javascript(
  `export const resolve = (name, context, next) => {${absent('name')} return next(name, context); };`,
);
const preload = javascript(`
  import Module, { register } from 'node:module';
  register(${JSON.stringify(hooks)});
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (name, ...rest) {${absent('name')} return resolve.call(this, name, ...rest); };
`);

interface Ended {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

const node = (...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const imports = ['--import', import.meta.resolve('tsx'), '--import', preload];
    execFile(process.execPath, [...imports, ...args], { cwd: root }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : error.code, stdout, stderr }),
    );
  });

const slipway = (...args: readonly string[]): Promise<Ended> => node(join(root, 'lib/cli/main.ts'), ...args);

test('synth, validate and generate do without Pulumi', async () => {
  writeFileSync(
    join(folder, 'service.yaml'),
    'name: hello\nteam: web\nbuild: static\nhealth: { live: /livez, ready: /readyz }\n',
  );
  mkdirSync(join(folder, 'public'));
  writeFileSync(join(folder, 'public/index.html'), 'hello');
  const output = join(folder, 'dist');
  const ended = [
    await slipway('generate', '--workspace', folder),
    ...(await Promise.all([
      slipway('validate', '--workspace', folder),
      slipway('synth', '--workspace', 'apps', '--output', output),
    ])),
  ];
  for (const { code, stderr } of ended) expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(readdirSync(output)).toEqual(expect.arrayContaining(['dev', 'production', 'staging']));
});

test('slipway/image says that Pulumi is missing where it is', async () => {
  const image = pathToFileURL(join(root, 'lib/image.ts')).href;
  const { code, stderr } = await node('--input-type=module', '--eval', `await import(${JSON.stringify(image)})`);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^asked for @pulumi\/pulumi\n/);
  expect(stderr).toContain("Cannot find package '@pulumi/pulumi'");
});
