import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { alone } from '../../lib/images-lock/alone.js';

let folder = '';
let file = '';
let place = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-'));
  file = join(folder, 'images.lock.json');
  place = `${file}.lock`;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const failure = (action: Promise<unknown>): Promise<unknown> =>
  action.then(
    () => undefined,
    (error: unknown) => error,
  );

test('a step runs while its lock is there, and its lock is gone afterwards, when it fails too', async () => {
  expect(await alone(file, () => statSync(place).isDirectory())).toBe(true);
  expect(existsSync(place)).toBe(false);
  const error = new Error('no');
  const failing = alone(file, () => {
    throw error;
  });
  expect(await failure(failing)).toBe(error);
  expect(existsSync(place)).toBe(false);
});

test('a lock whose holder goes on is waited for, and then told with what to remove', async () => {
  mkdirSync(place);
  const error = await failure(alone(file, () => undefined, 500));
  expect(error).toMatchObject({
    name: 'WriteError',
    message: `cannot write ${file}: another slipway build, or a Pulumi program, has been writing it for 0.5 seconds: wait until it has ended; if none is running, remove ${place}; nothing was changed`,
  });
  expect(existsSync(place)).toBe(true);
});

test('a lock that is given back in the meantime is taken', async () => {
  mkdirSync(place);
  setTimeout(() => rmSync(place, { recursive: true }), 200);
  expect(await alone(file, () => 'done', 5000)).toBe('done');
});

test('a lock without a sign of life is taken', async () => {
  mkdirSync(place);
  const killed = (Date.now() - 11_000) / 1000;
  utimesSync(place, killed, killed);
  expect(await alone(file, () => 'done', 0)).toBe('done');
});

test('what is no lock is told at once', async () => {
  mkdirSync(place);
  writeFileSync(join(place, 'file'), '');
  utimesSync(place, 1, 1);
  expect(await failure(alone(file, () => undefined))).toMatchObject({
    name: 'WriteError',
    message: expect.stringMatching(/images\.lock\.json\.lock cannot be made or removed: .*not empty/),
  });
});

const child = fileURLToPath(new URL('../support/alone-child.ts', import.meta.url));

test('the steps of several processes never meet', async () => {
  writeFileSync(file, '0');
  const children = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ['--import', 'tsx', child, file, '15'], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  await Promise.all(children.map(({ stdout }) => once(stdout, 'data')));
  const ends = children.map((one) => once(one, 'close'));
  for (const { stdin } of children) stdin.end();
  expect((await Promise.all(ends)).map(([status]) => status)).toEqual([0, 0, 0, 0]);
  expect(readFileSync(file, 'utf8')).toBe('60');
});
