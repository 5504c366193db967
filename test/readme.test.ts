import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
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
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { ImagesLock } from '../lib/images-lock.js';
import { merge } from '../lib/merge.js';
import { resolve } from '../lib/service.js';
import { type Block, blocks, blocksWith, root } from './support/readme.js';

const base = { name: 'orders', team: 'shop', image: 'orders:1', health: { live: '/livez', ready: '/readyz' } };

/** A developer's own machine: in CI vitest writes no new snapshot. */
const { CI: _, ...atHome } = process.env;

const run = (folder: string, command: string, ...args: readonly string[]) =>
  spawnSync(join(folder, 'node_modules/.bin', command), args, { cwd: folder, encoding: 'utf8', env: atHome });

/** An empty project with the built package in it, as `npm install` would leave it. */
const project = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-readme-'));
  mkdirSync(join(folder, 'node_modules/slipway'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')))
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  copyFileSync(join(root, 'package.json'), join(folder, 'node_modules/slipway/package.json'));
  const built = join(folder, 'node_modules/slipway/build');
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', join(root, 'lib'), '--outDir', built], { stdio: 'pipe' });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  for (const { attributes, text } of blocksWith('file')) {
    const file = join(folder, attributes.file ?? '');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return folder;
};

/** Fails unless a file has all lines of a block, in their order. */
const holdsInOrder = (file: string, text: string): void => {
  const lines = readFileSync(file, 'utf8').split('\n');
  let at = 0;
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const found = lines.indexOf(line, at);
    expect(found, `${file}: ${line}`).not.toBe(-1);
    at = found + 1;
  }
};

/** Fails unless the one object of a kind in a file of manifests has what a block shows of it. */
const showsPart = (file: string, block: Block | undefined): void => {
  const { attributes = {}, text = '' } = block ?? {};
  const object = parseAllDocuments(readFileSync(file, 'utf8'))
    .map((document) => document.toJSON())
    .find(({ kind }) => kind === attributes.kind);
  const part = (attributes.at ?? '').split('.').reduce((value, key) => value[key], object);
  expect(part).toMatchObject(parse(text));
};

describe('the README', () => {
  let folder = '';
  beforeAll(() => {
    folder = project();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('begins with the reference service, as it is defined and as it renders', () => {
    const [excerpt] = blocksWith('excerpt');
    expect(excerpt).toEqual(blocks()[0]);
    holdsInOrder(join(root, excerpt?.attributes.excerpt ?? ''), excerpt?.text ?? '');
    const [rendered] = blocksWith('rendered');
    expect(rendered).toEqual(blocks()[1]);
    showsPart(join(root, `test/snapshots/${rendered?.attributes.rendered}.yaml`), rendered);
  });

  test('has an example to begin with that renders to what it shows', () => {
    const { status, stderr } = run(folder, 'tsx', 'main.ts');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [output] = blocksWith('output');
    showsPart(join(folder, output?.attributes.output ?? ''), output);
  });

  test('shows lines of generated files that are there, in this order', () => {
    const generate = ['node_modules/slipway/build/cli/main.js', 'generate', '--workspace', 'shop'];
    const { status, stderr } = spawnSync(process.execPath, generate, { cwd: folder, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const parts = blocksWith('part');
    expect(parts.map(({ attributes }) => attributes.part)).toEqual(['shop/Dockerfile', 'shop/compose.yaml']);
    for (const { attributes, text } of parts) holdsInOrder(join(folder, attributes.part ?? ''), text);
    const again = spawnSync(process.execPath, [...generate, '--check'], { cwd: folder, encoding: 'utf8' });
    expect(again.status, again.stdout).toBe(0);
  });

  test('shows an images lock as a build writes it', () => {
    const [lock] = blocksWith('lock');
    const sorted = JSON.stringify(
      ImagesLock.parse(JSON.parse(lock?.text ?? '')),
      (_, value) =>
        value instanceof Object && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
          : value,
      2,
    );
    expect(lock?.text.trim()).toBe(sorted);
  });

  test('shows the very error that its wrong definition gives, and nothing is written', () => {
    const [wrong] = blocksWith('wrong');
    const [error] = blocksWith('error');
    mkdirSync(join(folder, 'wrong'));
    writeFileSync(join(folder, 'wrong/service.yaml'), wrong?.text ?? '');
    writeFileSync(join(folder, 'wrong/package.json'), JSON.stringify({ type: 'module' }));
    copyFileSync(join(folder, 'main.ts'), join(folder, 'wrong/main.ts'));
    const { status, stderr } = spawnSync(join(folder, 'node_modules/.bin/tsx'), ['main.ts'], {
      cwd: join(folder, 'wrong'),
      encoding: 'utf8',
    });
    expect({ status, stderr: stderr.trim() }).toEqual({ status: 1, stderr: error?.text.trim() });
    expect(readdirSync(join(folder, 'wrong')).sort()).toEqual(['main.ts', 'package.json', 'service.yaml']);
  });

  test('has a workspace example that writes a file for each service and environment', () => {
    mkdirSync(join(folder, 'services/hello'), { recursive: true });
    copyFileSync(join(folder, 'service.yaml'), join(folder, 'services/hello/service.yaml'));
    const { status, stderr } = run(folder, 'tsx', 'workspace.ts');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(readdirSync(join(folder, 'dist/production')).sort()).toEqual(['_platform.k8s.yaml', 'hello.k8s.yaml']);
  });

  test('has an extension example that runs', () => {
    const { status, stderr } = run(folder, 'tsx', 'extend.ts');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(readFileSync(join(folder, 'dist/local/orders.k8s.yaml'), 'utf8')).toContain('topic: bookings');
  });

  test('has a test example that passes, and whose snapshot fails when it is changed', () => {
    expect(run(folder, 'vitest', 'run', 'orders.test.ts').status).toBe(0);
    writeFileSync(join(folder, 'orders.snapshot.json'), '[]');
    expect(run(folder, 'vitest', 'run', 'orders.test.ts').status).not.toBe(0);
  });

  test('has TypeScript examples that a strict compiler accepts', () => {
    const compilerOptions = {
      strict: true,
      module: 'nodenext',
      target: 'es2023',
      noEmit: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: true,
      types: ['node'],
    };
    const include = blocksWith('file').flatMap(({ attributes }) =>
      attributes.file?.endsWith('.ts') ? [attributes.file] : [],
    );
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: include }));
    const { status, stdout } = run(folder, 'tsc', '-p', '.');
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });

  test.each(blocksWith('fragment').map(({ text }) => [text.split('\n')[0], text]))(
    'has a definition that holds for %s',
    (_, text) => {
      expect(() =>
        resolve(
          merge([
            { name: 'base', value: base },
            { name: 'fragment', value: parse(text) },
          ]).value,
        ),
      ).not.toThrow();
    },
  );

  test('names only scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const named = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/npm (?:run )?([a-z:-]+)/g)].map(
      ([, name = '']) => name,
    );
    expect(
      named.filter((name) => !['ci', 'install', 'init', 'pkg'].includes(name) && scripts[name] === undefined),
    ).toEqual([]);
    expect(blocks().length).toBeGreaterThan(20);
  });
});
