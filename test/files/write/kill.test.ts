import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { marker } from '../../../lib/files/marker.js';
import { writeFolders } from '../../../lib/files/write.js';
import { freshFolder, snapshot } from '../../synth/output-folder.js';

const COUNT = 150;
const FIXTURE = fileURLToPath(new URL('kill-fixture.ts', import.meta.url));

/** The fixture as plain JavaScript, which starts ten times as fast. */
let program = '';

beforeAll(() => {
  program = join(mkdtempSync(join(tmpdir(), 'slipway-kill-')), 'fixture.mjs');
  buildSync({
    entryPoints: [FIXTURE],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
});
afterAll(() => rmSync(dirname(program), { recursive: true, force: true }));

const folder = freshFolder();
const ours = (text: string): string => `${marker('hash', 'service.ts')}\n${text}\n`;

const start = (word: string, count: number): ChildProcess =>
  spawn(process.execPath, [program, folder.path, word, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** Runs the fixture until it ends, or is killed once `moment` has come after it began to write; tells how long it took. */
async function run(word: string, moment?: (child: ChildProcess) => Promise<unknown>): Promise<number> {
  const child = start(word, COUNT);
  const exit = once(child, 'exit');
  if (child.stdout) await once(child.stdout, 'data');
  const started = performance.now();
  await moment?.(child);
  if (moment) child.kill('SIGKILL');
  const [code, signal] = await exit;
  expect(signal ?? code).toBe(moment && signal ? 'SIGKILL' : 0);
  return performance.now() - started;
}

/** The moment in which the first file is new, in the midst of the renames. */
const firstIsNew = (word: string) => async (child: ChildProcess) => {
  const file = join(folder.path, 'svc-0/Makefile');
  while (child.exitCode === null && readFileSync(file, 'utf8') !== ours(word)) await nextTurn();
};

/** The moment in which the last folder has a temporary file, in the midst of the staging. */
const someAreStaged = async (child: ChildProcess) => {
  const names = () => Object.keys(snapshot(join(folder.path, `svc-${COUNT / 2}`)));
  while (child.exitCode === null && !names().some((name) => name.endsWith('.slipway-tmp'))) await nextTurn();
};

const isTemporary = (name: string): boolean => name.endsWith('.slipway-tmp');

/** All files by path, each of which has to be wholly old or wholly new; temporary ones are left out. */
function survivors(words: readonly string[]): Readonly<Record<string, string>> {
  const files = Object.entries(snapshot(folder.path)).filter(([name]) => !isTemporary(name));
  for (const [name, text] of files) {
    if (text === '/') continue;
    expect(
      words.flatMap((word) => [word, ours(word)]),
      `${name} is neither old nor new`,
    ).toContain(text);
  }
  return Object.fromEntries(files);
}

test('a run that is killed at any time leaves each file wholly old or wholly new, and the next run clears up', async () => {
  const duration = await run('first');
  const names = Object.keys(survivors(['first']));
  expect(names.length).toBe(COUNT * 3);
  const words = ['first'];
  const moments = [() => wait(Math.random() * duration), someAreStaged, firstIsNew('word-2')];
  for (const [round, moment] of moments.entries()) {
    words.push(`word-${round}`);
    await run(`word-${round}`, moment);
    expect(Object.keys(survivors(words))).toEqual(names);
  }
  await run('last');
  survivors(['last']);
  expect(Object.keys(snapshot(folder.path))).toEqual(names);
});

test('of two runs at once each ends well or with a clear error, no file is broken, and the next run is fine', async () => {
  await run('old');
  const children = ['one', 'two'].map((word) => start(word, COUNT));
  const ends = await Promise.all(
    children.map(async (child) => {
      let text = '';
      child.stdout?.on('data', (data) => {
        text += String(data);
      });
      const [code] = await once(child, 'close');
      return { code, text };
    }),
  );
  for (const { code, text } of ends)
    expect(text).toMatch(code === 0 ? /^ready\n$/ : /^ready\nWriteError: cannot (write|replace) /);
  survivors(['old', 'one', 'two']);
  await run('last');
  expect(new Set(Object.values(snapshot(folder.path)))).toEqual(new Set(['last', ours('last')]));
});

test('a run ends with an error while the temporary file of a living one is there, and removes it when that has ended', async () => {
  const other = spawn('sleep', ['60']);
  const exit = once(other, 'exit');
  const plan = { folder: join(folder.path, 'a'), files: [{ path: 'x', text: ours('x') }], local: [], known: [] };
  mkdirSync(plan.folder);
  const temporary = join(plan.folder, `.x.${other.pid}-0123abcd.slipway-tmp`);
  writeFileSync(temporary, 'half');
  expect(() => writeFolders([plan])).toThrow(
    `cannot write into ${plan.folder}: another run (process ${other.pid}) is writing there: wait until it has ended; if that process is another program, remove ${temporary}; nothing was changed`,
  );
  expect(snapshot(plan.folder)).toEqual({ [`.x.${other.pid}-0123abcd.slipway-tmp`]: 'half' });
  other.kill();
  await exit;
  writeFileSync(join(plan.folder, '.x.slipway-tmp'), 'half');
  writeFileSync(join(plan.folder, '.mine.tmp'), 'mine');
  writeFolders([plan]);
  expect(existsSync(temporary)).toBe(false);
  expect(snapshot(plan.folder)).toEqual({ x: ours('x'), '.mine.tmp': 'mine' });
});
