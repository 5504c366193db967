import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { build, type Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../support/readme.js';
import { definition } from './run.js';

/** The program as it is packed, in a folder with this repository's packages. */
let copy = '';
let metafile: Metafile | undefined;

beforeAll(async () => {
  copy = mkdtempSync(join(tmpdir(), 'slipway-bin-'));
  for (const name of ['lib', 'package.json', 'tsconfig.json'])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const built = await build({
    absWorkingDir: copy,
    entryPoints: ['lib/index.ts', 'lib/schema.ts', 'lib/cli/main.ts'],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    outbase: 'lib',
    outdir: 'build',
    metafile: true,
    logLevel: 'error',
  });
  metafile = built.metafile;
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const start = (arguments_: readonly string[], folder = '.'): ChildProcess =>
  spawn(process.execPath, [join(copy, 'build/cli/main.js'), ...arguments_], { cwd: join(copy, folder) });

const run = async (arguments_: readonly string[], folder?: string) => {
  const child = start(arguments_, folder);
  const written = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => {
    written.stdout += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    written.stderr += chunk.toString();
  });
  const [code] = await once(child, 'close');
  return { code, ...written };
};

const write = (files: Readonly<Record<string, string>>): void => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), text);
  }
};

/** Packages that are loaded with a built file, without those that it loads later. */
const packagesOf = (file: string): readonly string[] => {
  const seen = new Set<string>();
  const packages = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const { path: imported, kind, external } of metafile?.outputs[path]?.imports ?? []) {
      // The entry checks the version of Node, and then loads the rest at once.
      if (kind !== 'import-statement' && path !== file) continue;
      if (external) packages.add(imported);
      else visit(imported);
    }
  };
  visit(file);
  return [...packages].filter((name) => !name.startsWith('node:')).sort();
};

describe('the program', () => {
  test('begins with the line by which a shell finds Node', () => {
    expect(readFileSync(join(copy, 'build/cli/main.js'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  test('loads nothing but its parser at first', () => {
    expect(packagesOf('build/cli/main.js')).toEqual(['commander']);
  });

  test('has the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(await run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('is not ended by a definition as if all were well', async () => {
    write({ 'ending/a/service.mjs': 'process.exit(0);', 'ending/package.json': '{}' });
    const { code, stderr } = await run(['validate', '--workspace', 'ending']);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'slipway: a definition or the platform ended the process with 0, before anything was done\n',
    });
  });

  test('refuses to work on one service of a workspace as if it stood alone', async () => {
    write({
      'whole/a/service.yaml': definition('a'),
      'whole/platform.yaml': 'name: acme\nenvironments: { dev: {} }\n',
    });
    const { code, stderr } = await run(['generate'], 'whole/a');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('it is a service of the workspace .., which has ../platform.yaml'),
    });
    expect(readdirSync(join(copy, 'whole/a'))).toEqual(['service.yaml']);
    expect((await run(['generate', '--workspace', '..'], 'whole/a')).code).toBe(0);
  });

  test('keeps what definitions print out of its result', async () => {
    const text = `console.log('noise'); export default ${JSON.stringify({ name: 'a', team: 'b', image: 'a:1', health: { live: '/l', ready: '/r' } })};`;
    write({ 'noisy/a/service.mjs': text });
    const { code, stdout, stderr } = await run(['validate', '--json', '--workspace', 'noisy']);
    expect({ code, stderr, ...JSON.parse(stdout) }).toMatchObject({ code: 0, stderr: 'noise\n', ok: true });
  });

  test('exits with 2 for misuse and 1 for wrong input', async () => {
    expect((await run(['sinth'])).code).toBe(2);
    expect((await run(['synth', 'nowhere'])).code).toBe(1);
  });

  test('reads TypeScript definitions and a platform with its own schema and charts', async () => {
    write({
      'typed/orders/service.ts': `
        import { name } from './name.js';
        import { service } from 'slipway';
        export default { name, team: 'shop', image: 'orders:1', health: { live: '/l', ready: '/r' }, topic: 'bookings' } as const satisfies object;
        void service;
      `,
      'typed/orders/name.ts': "export const name: string = 'orders';",
      'typed/platform.ts': `
        import { ConfigMap } from 'cdk8s-plus-27';
        import type { Construct } from 'constructs';
        import { Definition, platform, type Resolved, ServiceChart } from 'slipway';
        import { z } from 'zod';
        export const schema = Definition.extend({ topic: z.string() });
        export const chart = (scope: Construct, service: Resolved<typeof schema>): ServiceChart => {
          const made = new ServiceChart(scope, service);
          new ConfigMap(made, 'topic', { metadata: { name: 'topic' }, data: { topic: service.extension.topic } });
          return made;
        };
        export default platform({ name: 'acme', environments: { dev: {} } });
      `,
    });
    const { code, stderr } = await run(['synth', 'typed', '-o', 'typed-out']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(readFileSync(join(copy, 'typed-out/dev/orders.k8s.yaml'), 'utf8')).toContain('topic: bookings');
  });

  test('reads TypeScript of a project that says nothing of modules', async () => {
    write({
      'plain/package.json': '{}',
      'plain/service.ts': `const name: string = 'plain'; export default { name, team: 'shop', image: 'plain:1', health: { live: '/l', ready: '/r' } };`,
      'plain/platform.ts': "export default { name: 'acme', environments: { dev: {} } };",
    });
    const { code, stderr } = await run(['synth', 'plain', '-o', 'plain-out']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(readFileSync(join(copy, 'plain-out/dev/plain.k8s.yaml'), 'utf8')).toContain('name: plain');
  });

  test('exits with 70 when the code of a definition fails where nobody waits for it, and has a stack only with --debug', async () => {
    write({
      'late/service.mjs': `Promise.reject(new Error('no such host')); await new Promise((done) => setTimeout(done, 5000));`,
    });
    const { code, stdout, stderr } = await run(['validate', '-w', 'late']);
    expect({ code, stdout }).toEqual({ code: 70, stdout: '' });
    expect(stderr).toMatch(/^slipway: unexpected error: Error: no such host\nno code handled it.*\n.*--debug.*\n$/);
    expect((await run(['validate', '-w', 'late', '--debug'])).stderr).toMatch(/at .*late\/service\.mjs:1/);
  });

  test('is quiet when its reader has seen enough', async () => {
    const child = start(['--help']);
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.stdout?.destroy();
    const [code, signal] = await once(child, 'close');
    expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: '' });
  });

  test('ends at once on Ctrl-C, and each manifest is whole, old or new', async () => {
    const services = Array.from({ length: 60 }, (_, index) => `many${index}`);
    write(Object.fromEntries(services.map((name) => [`many/${name}/service.yaml`, definition(name)])));
    const manifest = (folder: string, name: string) => join(copy, folder, `local/${name}.k8s.yaml`);
    expect((await run(['synth', 'many', '-o', 'many-new'])).code).toBe(0);
    const child = start(['synth', 'many', '-o', 'many-out']);
    const end = once(child, 'close');
    // Killed in the midst of writing: the folder of the manifests is there, and most of them are not.
    while (child.exitCode === null && !existsSync(dirname(manifest('many-out', '')))) await nextTurn();
    child.kill('SIGINT');
    const [code, signal] = await end;
    expect(['SIGINT', 0]).toContain(signal ?? code);
    for (const name of services.filter((one) => existsSync(manifest('many-out', one))))
      expect(readFileSync(manifest('many-out', name), 'utf8')).toBe(readFileSync(manifest('many-new', name), 'utf8'));
    expect((await run(['synth', 'many', '-o', 'many-out'])).code).toBe(0);
    expect(readdirSync(join(copy, 'many-out/local')).sort()).toEqual(readdirSync(join(copy, 'many-new/local')).sort());
  });
});
