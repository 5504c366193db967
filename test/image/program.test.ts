import { execFile, execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { digest } from '../support/image-requests.js';
import type { ProgramOutcome, ProgramRun } from '../support/images-program.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'slipway-program-'));
const apps = join(folder, 'apps');
const lock = join(apps, 'images.lock.json');
const before = readFileSync(join(root, 'apps/images.lock.json'), 'utf8');

const git = (...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: folder, stdio: 'pipe' });

/** Runs the program in a process of its own: a rejection that only Pulumi handles would end this one. */
const run = async (...runs: readonly ProgramRun[]) => {
  const program = join(root, 'test/support/images-program.ts');
  const args = ['--import', import.meta.resolve('tsx'), program, JSON.stringify(runs)];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: join(apps, 'images') });
  const outcomes: readonly ProgramOutcome[] = JSON.parse(stdout);
  return { outcomes, stderr };
};

beforeAll(() => {
  const left = new Set(['bin', 'state', '.slipway', 'node_modules']);
  cpSync(join(root, 'apps'), apps, { recursive: true, filter: (path) => !left.has(basename(path)) });
  for (const name of ['lib', 'node_modules']) symlinkSync(join(root, name), join(folder, name));
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
  git('init', '--quiet');
  git('add', 'apps');
  git('commit', '--quiet', '--message', 'first');
});
afterAll(() => rmSync(folder, { recursive: true }));

const pushed: ProgramRun = {
  config: { 'images:push': 'true', 'images:username': 'robot', 'images:password': 'hunter2' },
  digest,
};

test('the program builds every image of the organisation, and writes the lock only for what was pushed', async () => {
  const { outcomes, stderr } = await run({ digest }, { ...pushed, preview: true });
  for (const { registered, errors } of outcomes) {
    expect(errors).toEqual([]);
    expect(registered.map(({ type, name }) => [type, name])).toEqual(
      ['ledger', 'mailer', 'myapp', 'report'].map((name) => ['docker:index/image:Image', name]),
    );
  }
  const [local, preview] = outcomes;
  expect(local?.registered[0]?.inputs).toMatchObject({
    skipPush: true,
    build: { context: '../ledger', dockerfile: '../ledger/Dockerfile' },
  });
  expect(local?.images.ledger).toMatch(/^registry\.example\.com\/acme\/ledger:[0-9a-f]{7,40}$/);
  expect(preview?.registered[0]?.inputs).toMatchObject({ skipPush: false });
  expect(JSON.stringify(preview?.registered)).toMatch(
    /"1b47061264138c4ac30d75fd1eb44270","value":\{"password":"hunter2"/,
  );
  expect(stderr).toBe('');
  expect(readFileSync(lock, 'utf8')).toBe(before);
});

test('an image that fails is told by its service, and keeps no other out of the lock', async () => {
  appendFileSync(join(apps, 'ledger/Dockerfile'), '# changed\n');
  appendFileSync(join(apps, 'mailer/src/worker.js'), '\n');
  git('commit', '--quiet', '--all', '--message', 'second');
  appendFileSync(join(apps, 'mailer/src/worker.js'), '\n');
  const { outcomes } = await run({ ...pushed, fails: 'report' });
  const [outcome] = outcomes;
  expect(outcome?.registered.map(({ name }) => name)).toEqual(['myapp', 'report']);
  const errors = outcome?.errors.join('\n');
  expect(errors).toContain('failed to register new resource report [docker:index/image:Image]: the registry is down');
  expect(errors).toMatch(
    /ledger\/service\.yaml: 1 problem\n {2}build: .*ledger\/Dockerfile is not what the definition gives/,
  );
  expect(errors).toMatch(/mailer: 1 problem\n {2}build: its folder has changes that no commit has/);
  const { myapp, ...others } = JSON.parse(readFileSync(lock, 'utf8'));
  const { myapp: old, ...same } = JSON.parse(before);
  expect(others).toEqual(same);
  expect(myapp).toMatchObject({
    dev: old.dev,
    '*': { digest, build: { dirty: false, dockerfile: expect.any(String) } },
  });
});
