import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DefinitionError } from '../../lib/definition/problems.js';
import { WriteError } from '../../lib/disk/write-error.js';
import { lockText } from '../../lib/images-lock/merge.js';
import type { ImagesLock } from '../../lib/images-lock/schema.js';
import { updateImagesLock } from '../../lib/images-lock/update.js';
import { readImagesLock } from '../../lib/images-lock.js';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway lock-'));
  file = join(folder, 'images.lock.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const one: ImagesLock = { orders: { '*': { tag: '1.0' } } };
const two: ImagesLock = { billing: { production: { tag: '2.0' } } };

const failure = async (action: Promise<unknown>): Promise<unknown> =>
  action.then(
    () => undefined,
    (error: unknown) => error,
  );

/** The folder holds the lock and nothing else: no temporary file, no folder that locks it. */
const expectClean = (): void => expect(readdirSync(folder)).toEqual(['images.lock.json']);

describe('an update', () => {
  test('makes the file, lays entries over it, and says whether it changed', async () => {
    expect(await updateImagesLock(file, {})).toBe(false);
    expect(existsSync(file)).toBe(false);
    expect(await updateImagesLock(file, one)).toBe(true);
    expect(await updateImagesLock(file, two)).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe(lockText({ ...one, ...two }));
    expect(await updateImagesLock(file, { ...one, ...two })).toBe(false);
    expectClean();
  });

  test('writes nothing where nothing changes, however the file is laid out', async () => {
    const text = JSON.stringify({ orders: { '*': { tag: '1.0' } }, a: {} }).replaceAll(':', ' :\r\n');
    writeFileSync(file, text);
    utimesSync(file, 1, 1);
    expect(await updateImagesLock(file, one)).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(statSync(file).mtimeMs).toBe(1000);
  });

  test('keeps the mode of the file', async () => {
    writeFileSync(file, '{}');
    chmodSync(file, 0o640);
    await updateImagesLock(file, one);
    expect(statSync(file).mode & 0o777).toBe(0o640);
  });

  test('of one process beside others waits for them', async () => {
    const services = Array.from({ length: 100 }, (_, at) => `service-${at}`);
    const done = await Promise.all(
      services.map((service) => updateImagesLock(file, { [service]: { '*': { tag: '1' } } })),
    );
    expect(done.every((changed) => changed)).toBe(true);
    expect(Object.keys(readImagesLock(file))).toEqual(services.toSorted());
    expectClean();
  });

  test('keeps what somebody who knows no lock writes in the middle of it', async () => {
    writeFileSync(file, '{}');
    let reads = 0;
    const changes: ImagesLock = {
      get orders() {
        reads += 1;
        if (reads === 1) writeFileSync(file, lockText(two));
        return { '*': { tag: '1.0' } };
      },
    };
    expect(await updateImagesLock(file, changes)).toBe(true);
    expect(readImagesLock(file)).toEqual({ ...one, ...two });
    expectClean();
  });

  test('gives up where somebody goes on writing', async () => {
    let writes = 0;
    const changes: ImagesLock = {
      get orders() {
        writes += 1;
        writeFileSync(file, lockText({ billing: { '*': { tag: `${writes}` } } }));
        return { '*': { tag: '1.0' } };
      },
    };
    expect(await failure(updateImagesLock(file, changes))).toMatchObject({
      name: 'WriteError',
      message: `cannot write ${file}: somebody else goes on changing it: wait, and build again; nothing was changed`,
    });
    expect(readImagesLock(file)).toEqual({ billing: { '*': { tag: `${writes}` } } });
    expectClean();
  });

  test('removes what a killed process left half-written, and nothing of others', async () => {
    const left = join(folder, '.images.lock.json.999999999-0123abcd.slipway-tmp');
    const alive = join(folder, `.images.lock.json.${process.ppid}-0123abcd.slipway-tmp`);
    const other = join(folder, '.compose.yaml.999999999-0123abcd.slipway-tmp');
    for (const path of [left, alive, other]) writeFileSync(path, '{');
    await updateImagesLock(file, one);
    expect([left, alive, other].map(existsSync)).toEqual([false, true, true]);
  });
});

describe('an update changes nothing', () => {
  const unchanged = async (text: string, changes: ImagesLock = one): Promise<unknown> => {
    writeFileSync(file, text);
    const error = await failure(updateImagesLock(file, changes));
    expect(readFileSync(file, 'utf8')).toBe(text);
    expectClean();
    return error;
  };

  test.each(['', '{', '[]', '{"orders": 1}', '{"orders": {"*": {}}}', '{"orders": {"*": {"tga": "1", "tag": "1"}}}'])(
    'of the malformed file %j',
    async (text) => {
      expect(await unchanged(text)).toBeInstanceOf(DefinitionError);
    },
  );

  test.each<ImagesLock>([
    { Orders: {} },
    { orders: { 'a b': { tag: '1' } } },
    { orders: { '*': {} } },
    { orders: { '*': { digest: 'sha256:abc' } } },
  ])('where it would write %j', async (changes) => {
    expect(await unchanged('{}', changes)).toBeInstanceOf(DefinitionError);
  });

  test('through a symbolic link', async () => {
    writeFileSync(join(folder, 'other'), '{}');
    symlinkSync('other', file);
    expect(await failure(updateImagesLock(file, one))).toMatchObject({
      name: 'WriteError',
      message: `cannot read ${file}: it is a symbolic link, which build does not follow: remove it; nothing was changed`,
    });
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'other'), 'utf8')).toBe('{}');
  });

  test('where a folder is in its place, or none to hold it', async () => {
    mkdirSync(file);
    expect(await failure(updateImagesLock(file, one))).toMatchObject({
      name: 'WriteError',
      message: `cannot read ${file}: a folder is in its place: remove it; nothing was changed`,
    });
    const lost = join(folder, 'none/images.lock.json');
    const error = await failure(updateImagesLock(lost, one));
    expect(error).toBeInstanceOf(WriteError);
    expect(error).toMatchObject({
      message: expect.stringContaining(`the folder ${join(folder, 'none')} is not there`),
    });
    expectClean();
  });

  test('where a file is in the place of its own lock', async () => {
    writeFileSync(`${file}.lock`, '');
    utimesSync(`${file}.lock`, 1, 1);
    const error = await failure(updateImagesLock(file, one));
    expect(error).toMatchObject({
      name: 'WriteError',
      message: expect.stringContaining(`${file}.lock cannot be made`),
    });
    expect(existsSync(file)).toBe(false);
  });
});

const child = fileURLToPath(new URL('../support/update-child.ts', import.meta.url));
const node = ['--import', 'tsx', child];

/** Another process that writes `count` entries of one service. */
const start = (service: string, count: number, first = 0): ChildProcess =>
  spawn(process.execPath, [...node, file, service, String(first), String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

const ended = async (process: ChildProcess): Promise<string> => {
  let output = '';
  process.stdout?.on('data', (chunk) => {
    output += String(chunk);
  });
  await once(process, 'close');
  return output;
};

const countIn = (lock: ImagesLock): number => Object.values(lock).flatMap(Object.keys).length;

describe('processes beside each other', () => {
  test('all write their entries', async () => {
    const services = Array.from({ length: 8 }, (_, at) => `service-${at}`);
    const outputs = await Promise.all(services.map((service) => ended(start(service, 5))));
    expect(outputs).toEqual(services.map(() => `ready\n${'written\n'.repeat(5)}`));
    const lock = readImagesLock(file);
    expect([Object.keys(lock), countIn(lock)]).toEqual([services, 40]);
    expectClean();
  });

  test('wait for one that was killed, and none of them is lost when they go on at once', async () => {
    mkdirSync(`${file}.lock`);
    const killed = (Date.now() - 11_000) / 1000;
    utimesSync(`${file}.lock`, killed, killed);
    const services = Array.from({ length: 6 }, (_, at) => `service-${at}`);
    await Promise.all(services.map((service) => ended(start(service, 3))));
    expect(countIn(readImagesLock(file))).toBe(18);
    expectClean();
  });

  test('that are killed leave the file old or new, and the next one writes', async () => {
    for (let round = 0; round < 6; round++) {
      const process = start('orders', 1000, round * 1000);
      await once(process.stdout ?? process, 'data');
      // At another moment in every round: an update takes a few milliseconds.
      await setTimeout(60 + round * 7);
      process.kill('SIGKILL');
      await once(process, 'close');
      const before = existsSync(file) ? countIn(readImagesLock(file)) : 0;
      // As after ten seconds.
      if (existsSync(`${file}.lock`)) utimesSync(`${file}.lock`, 1, 1);
      expect(await updateImagesLock(file, { [`after-${round}`]: { '*': { tag: '1' } } })).toBe(true);
      expect(countIn(readImagesLock(file))).toBe(before + 1);
    }
    expectClean();
  });
});

/** Runs one update in a shell that has prepared something for it. */
const prepared = (shell: string): string =>
  spawnSync('sh', ['-c', `${shell}; exec "$@"`, 'sh', process.execPath, ...node, file, 'orders', '0', '1'], {
    encoding: 'utf8',
    env: { ...process.env, TSX_DISABLE_CACHE: '1' },
  }).stdout;

const isRoot = process.getuid?.() === 0;
const mounts =
  isRoot &&
  spawnSync('sh', [
    '-c',
    'd=$(mktemp -d) && mount -t tmpfs -o size=4k none "$d" && umount "$d"; s=$?; rmdir "$d"; exit $s',
  ]).status === 0;

describe('a disk', () => {
  test('that takes no more of a file leaves the old one, and is told', () => {
    const before = lockText({ billing: { '*': { tag: 'x'.repeat(128) } } });
    writeFileSync(file, before);
    expect(prepared('ulimit -f 0')).toBe(
      `ready\nWriteError: cannot write ${file}: the file is too large for this file system; nothing was changed\n`,
    );
    expect(readFileSync(file, 'utf8')).toBe(before);
    expectClean();
  });

  test.skipIf(!mounts)('that is full leaves the old one, and is told (skipped where no tmpfs can be mounted)', () => {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'none', disk]);
    try {
      file = join(disk, 'images.lock.json');
      const before = lockText(Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`s${at}`, {}])));
      writeFileSync(file, before);
      writeFileSync(join(disk, 'rest'), 'x'.repeat(4096));
      expect(prepared('true')).toBe(
        `ready\nWriteError: cannot write ${file}: no space left on device; nothing was changed\n`,
      );
      expect(readFileSync(file, 'utf8')).toBe(before);
      expect(readdirSync(disk).toSorted()).toEqual(['images.lock.json', 'rest']);
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  test.skipIf(isRoot)(
    'folder that is read-only is told at once (skipped for root, who may write everywhere)',
    async () => {
      chmodSync(folder, 0o500);
      const error = await failure(updateImagesLock(file, one));
      chmodSync(folder, 0o700);
      expect(error).toMatchObject({ name: 'WriteError', message: expect.stringContaining('permission denied') });
    },
  );
});
