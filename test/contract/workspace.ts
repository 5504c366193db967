import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Layer } from '../../lib/definition/index.js';
import { must } from '../docker/command.js';

const repository = join(import.meta.dirname, '../..');

/** A layer for each of some environments. */
export type Layers = Readonly<Record<string, Layer>>;

/** What is made on a machine and never committed: a clean clone has none of it. */
const madeHere = ['.env', '.slipway', 'bin', 'node_modules', '__pycache__'];

/**
 * Copies apps/ as a clean clone has it into a folder, beside links to the kit, which its imports lead to. Returns the folder
 * of the copy; the definition of myapp stands there in definition.ts, for `layOver`.
 */
export const copyApps = (into: string): string => {
  mkdirSync(into, { recursive: true });
  const apps = join(into, 'apps');
  const filter = (path: string): boolean => !madeHere.includes(basename(path));
  cpSync(join(repository, 'apps'), apps, { recursive: true, filter });
  cpSync(join(repository, 'package.json'), join(into, 'package.json'));
  for (const name of ['lib', 'node_modules']) symlinkSync(join(repository, name), join(into, name));
  renameSync(join(apps, 'myapp/service.ts'), join(apps, 'myapp/definition.ts'));
  return apps;
};

/** Makes the copy's definition the real one with layers over its environments, and generates all files anew. */
export const layOver = async (apps: string, environments: Layers): Promise<void> => {
  const text = [
    "import { merge } from '../../lib/merge.js';",
    "import real from './definition.js';",
    '',
    `const over = { environments: ${JSON.stringify(environments)} };`,
    "export default merge([{ name: 'real', value: real }, { name: 'suite', value: over }]).value;",
  ];
  writeFileSync(join(apps, 'myapp/service.ts'), `${text.join('\n')}\n`);
  // A process of its own, since a module that was imported once stays as it was.
  const tsx = join(repository, 'node_modules/.bin/tsx');
  await must(tsx, [join(repository, 'lib/cli/main.ts'), 'generate', '--workspace', apps], { cwd: repository });
};

const isSource = (path: string): boolean => path.endsWith('.go') && !path.endsWith('_test.go');

/** Copies the service's source into a folder, where SIGTERM has the effect that it has on every Go program: the end, at once. */
export const withoutGracefulShutdown = (apps: string, into: string): string => {
  cpSync(join(apps, 'myapp'), into, { recursive: true });
  const command = join(into, 'cmd/server');
  const listening = readdirSync(command)
    .filter(isSource)
    .map((name) => join(command, name))
    .filter((path) => readFileSync(path, 'utf8').includes('syscall.SIGTERM'));
  if (listening.length === 0) throw new Error('no source of cmd/server speaks of SIGTERM any more');
  for (const path of listening)
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('syscall.SIGTERM', 'syscall.SIGUSR2'));
  return into;
};
