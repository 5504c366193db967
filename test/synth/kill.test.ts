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

/** How many files hold each word; one that is missing, or holds anything but one of the words whole, fails the test. */
function count(words: readonly string[]): readonly number[] {
  const files = snapshot(folder.path);
  const found = words.map(() => 0);
  for (let index = 0; index < COUNT; index += 1) {
    const text = files[`production/svc-${index}.k8s.yaml`];
    const word = words.findIndex((each) => text === content(index, each));
    expect(word, `svc-${index} is neither old nor new:\n${text}`).toBeGreaterThanOrEqual(0);
    found[word] = (found[word] ?? 0) + 1;
  }
  return found;
}

test('a synth that is killed at any time leaves each file wholly old or wholly new, and the next run clears up', async () => {
  const duration = await run('old');
  let [old, now] = count(['old', 'new']);
  for (const kind of ['sooner or later', 'amid the renames', 'sooner or later', 'amid the renames', 'sooner or later']) {
    const word = Number(old) > Number(now) ? 'new' : 'old';
    await run(word, kind === 'amid the renames' ? firstIsNew(word) : () => wait(Math.random() * duration));
    [old, now] = count(['old', 'new']);
    if (process.env.SHOW) console.error(kind, word, old, now, Object.keys(snapshot(folder.path)).length);
  }
  await run('last');
  expect(count(['last'])).toEqual([COUNT]);
  const others = Object.keys(snapshot(folder.path)).filter((name) => !/svc-\d+\.k8s\.yaml$/.test(name));
  expect(others).toEqual(['.slipway-manifest']);
});
