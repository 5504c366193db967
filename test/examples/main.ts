import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from '../support/suite.js';

/** Runs the tests of the example services by their own tools, each in a copy of its folder. */
const missing = ['go', 'python3', 'npm'].filter((program) => spawnSync(program, ['version']).error !== undefined);
if (missing.length > 0) {
  console.error(`test:examples needs ${missing.join(', ')}`);
  process.exit(69);
}

const work = mkdtempSync(join(tmpdir(), 'slipway-examples-'));

const run = (folder: string, program: string, ...args: readonly string[]): void => {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${[program, ...args].join(' ')} ended with ${status}\n${stdout}\n${stderr}`);
};

/** A copy of an example, where its tools may leave what they like. */
const copied = (name: string): string => {
  const folder = join(work, name);
  cpSync(join('apps', name), folder, { recursive: true });
  return folder;
};

const go = (name: string) => (): void => {
  const folder = copied(name);
  run(folder, 'go', 'vet', './...');
  run(folder, 'go', 'test', './...');
};

await suite('examples', [
  { name: 'myapp (Go) passes vet and its tests', action: go('myapp') },
  { name: 'ledger (Go) passes vet and its tests', action: go('ledger') },
  {
    name: 'mailer (Node) builds and passes its tests',
    action: () => {
      const folder = copied('mailer');
      run(folder, 'npm', 'ci', '--no-audit', '--no-fund');
      run(folder, 'npm', 'run', 'build');
      run(folder, 'npm', 'test');
    },
  },
  {
    name: 'report (Python) passes its tests',
    action: () => {
      const folder = copied('report');
      run(folder, 'python3', '-m', 'venv', '.venv');
      run(folder, '.venv/bin/pip', 'install', '--quiet', '--requirement', 'requirements.txt');
      run(folder, '.venv/bin/python', '-m', 'unittest');
    },
  },
]);
rmSync(work, { recursive: true, force: true });
