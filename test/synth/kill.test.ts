import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { freshFolder, snapshot } from './output-folder.js';

const COUNT = 1000;
const FIXTURE = fileURLToPath(new URL('kill-fixture.ts', import.meta.url));

const folder = freshFolder();

const content = (index: number, word: string): string =>
  ['first', 'last']
    .map((name) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${index}-${name}\ndata:\n  word: ${word}\n`)
    .join('---\n');

/** Runs the fixture until it ends, or is killed once `moment` has come after it began to synthesize. */
async function run(word: string, moment?: (child: ChildProcess) => Promise<unknown>): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', FIXTURE, folder.path, word, String(COUNT)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  await once(child.stdout, 'data');
  const started = performance.now();
  await moment?.(child);
  if (moment) child.kill('SIGKILL');
  const [code, signal] = await exit;
  expect(signal ?? code).toBe(moment && signal ? 'SIGKILL' : 0);
  return performance.now() - started;
}

/** The moment in which the first file is new, in the midst of the renames. */
const firstIsNew = (word: string) => async (child: ChildProcess) => {
  const file = join(folder.path, 'production/svc-0.k8s.yaml');
  while (child.exitCode === null && readFileSync(file, 'utf8') !== content(0, word)) await nextTurn();
};

/** The files after a kill: each has to be as it was before, or wholly new. */
function survivors(before: Readonly<Record<string, string>>, word: string): Readonly<Record<string, string>> {
  const files = snapshot(folder.path);
  for (let index = 0; index < COUNT; index += 1) {
    const name = `production/svc-${index}.k8s.yaml`;
    expect([before[name], content(index, word)], `${name} is neither old nor new`).toContain(files[name]);
  }
  return files;
}

test('a synth that is killed at any time leaves each file wholly old or wholly new, and the next run clears up', async () => {
  const duration = await run('first');
  let files = survivors({}, 'first');
  for (const [round, word] of ['second', 'third', 'fourth'].entries()) {
    await run(word, round === 1 ? firstIsNew(word) : () => wait(Math.random() * duration));
    files = survivors(files, word);
  }
  await run('last');
  survivors({}, 'last');
  const others = Object.keys(snapshot(folder.path)).filter((name) => !/svc-\d+\.k8s\.yaml$/.test(name));
  expect(others).toEqual(['.slipway-manifest']);
});
