import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { marker } from '../../../lib/files/marker.js';
import { checkFolders, type FolderPlan, writeFolders } from '../../../lib/files/write.js';
import { freshFolder, snapshot } from '../../synth/output-folder.js';

const root = freshFolder();
const isRoot = process.getuid?.() === 0;
const ours = (text: string): string => `${marker('hash', 'service.ts')}\n${text}\n`;
const plan = (folder: string, texts: Readonly<Record<string, string>>): FolderPlan => ({
  folder,
  files: Object.entries(texts).map(([path, text]) => ({ path, text: ours(text) })),
  local: [],
  known: [],
});

const mount = (...options: readonly string[]): boolean =>
  isRoot && process.platform === 'linux' && spawnSync('mount', options).status === 0;

/** Whether this machine lets us mount a small file system in memory. */
const canMount = ((): boolean => {
  const folder = '/tmp/slipway-can-mount';
  if (!isRoot) return false;
  mkdirSync(folder, { recursive: true });
  const can = mount('-t', 'tmpfs', '-o', 'size=64k', 'slipway', folder) && spawnSync('umount', [folder]).status === 0;
  rmdirSync(folder);
  return can;
})();

describe.runIf(canMount)('a small file system', () => {
  const small = (): string => join(root.path, 'small');
  beforeEach(() => {
    mkdirSync(small());
    expect(mount('-t', 'tmpfs', '-o', 'size=64k', 'slipway', small())).toBe(true);
  });
  afterEach(() => {
    expect(spawnSync('umount', [small()]).status).toBe(0);
  });

  test('that is full half-way keeps all that it had, and takes what fits', () => {
    writeFolders([plan(small(), { Makefile: 'old', Dockerfile: 'old' })]);
    const before = snapshot(root.path);
    const long = 'x'.repeat(40_000);
    expect(() => writeFolders([plan(small(), { Makefile: long, 'deep/er/x': 'x', Dockerfile: long })])).toThrow(
      `cannot write ${join(small(), 'Dockerfile')}: no space left on device; nothing was changed`,
    );
    expect(snapshot(root.path)).toEqual(before);
    writeFolders([plan(small(), { Makefile: 'new', Dockerfile: 'new' })]);
    expect(snapshot(small())).toEqual({ Makefile: ours('new'), Dockerfile: ours('new') });
  });

  test('that is read-only is told, and can be compared', () => {
    writeFolders([plan(small(), { Makefile: 'old' })]);
    expect(mount('-o', 'remount,ro', small())).toBe(true);
    const next = [plan(small(), { Makefile: 'new' })];
    expect(() => writeFolders(next)).toThrow(
      `cannot write ${join(small(), 'Makefile')}: the file system is read-only; nothing was changed`,
    );
    expect(checkFolders(next)).toMatchObject([{ state: 'stale' }]);
    expect(writeFolders([plan(small(), { Makefile: 'old' })])).toMatchObject([{ state: 'unchanged' }]);
  });
});

describe.runIf(process.getuid !== undefined)('somebody who is not root', () => {
  /** Runs a step as a user without rights, if this is not one already. */
  function asNobody(step: () => void): void {
    if (isRoot) process.seteuid?.(65534);
    try {
      step();
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  }

  test('is told of a folder that must not be written, and nothing is changed in another one', () => {
    const [closed, open] = ['closed', 'open'].map((name) => join(root.path, name));
    if (closed === undefined || open === undefined) throw new Error('two folders');
    for (const folder of [closed, open]) {
      mkdirSync(folder);
      writeFileSync(join(folder, 'Makefile'), ours('old'));
    }
    chmodSync(root.path, 0o755);
    chmodSync(open, 0o777);
    chmodSync(closed, 0o555);
    const before = snapshot(root.path);
    asNobody(() => {
      const plans = [plan(open, { Makefile: 'new', 'a/x': 'x' }), plan(closed, { Makefile: 'new' })];
      expect(() => writeFolders(plans)).toThrow(
        `cannot write ${join(closed, 'Makefile')}: permission denied; nothing was changed`,
      );
      expect(() => writeFolders([plan(closed, { 'a/x': 'x' })])).toThrow(
        `cannot write ${join(closed, 'a/x')}: permission denied; nothing was changed`,
      );
    });
    expect(snapshot(root.path)).toEqual(before);
    chmodSync(closed, 0o755);
  });

  test('is told of a file that must not be read', () => {
    const folder = join(root.path, 'app');
    mkdirSync(folder);
    writeFileSync(join(folder, 'Makefile'), ours('old'));
    chmodSync(root.path, 0o755);
    chmodSync(folder, 0o777);
    chmodSync(join(folder, 'Makefile'), 0o000);
    asNobody(() => {
      expect(() => checkFolders([plan(folder, { Makefile: 'new' })])).toThrow(
        `cannot check ${join(folder, 'Makefile')}: permission denied; nothing was changed`,
      );
    });
    expect(readdirSync(folder)).toEqual(['Makefile']);
  });
});
