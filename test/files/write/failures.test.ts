import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { marker } from '../../../lib/files/marker.js';
import { type FolderPlan, writeFolders } from '../../../lib/files/write.js';
import { freshFolder, snapshot } from '../../synth/output-folder.js';

/** Which call of which function of node:fs fails next, and how; half of the text is written before that. */
const failure = vi.hoisted(() => ({ of: '', after: 0, code: '' }));

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const failing = (
    name: 'writeFileSync' | 'renameSync' | 'unlinkSync' | 'readFileSync' | 'fchmodSync' | 'fchownSync',
  ) =>
    vi.fn((...parameters: never[]) => {
      if (failure.of === name && --failure.after < 0) {
        failure.of = '';
        if (name === 'writeFileSync') Reflect.apply(fs.writeFileSync, fs, [parameters[0], 'half']);
        throw Object.assign(new Error(`${failure.code}: raw`), { code: failure.code });
      }
      return Reflect.apply(fs[name], fs, parameters);
    });
  return {
    ...fs,
    writeFileSync: failing('writeFileSync'),
    renameSync: failing('renameSync'),
    unlinkSync: failing('unlinkSync'),
    readFileSync: failing('readFileSync'),
    fchmodSync: failing('fchmodSync'),
    fchownSync: failing('fchownSync'),
  };
});

const root = freshFolder();
const ours = (text: string): string => `${marker('hash', 'service.ts')}\n${text}\n`;
const plan = (name: string, texts: Readonly<Record<string, string>>): FolderPlan => ({
  folder: join(root.path, name),
  files: Object.entries(texts).map(([path, text]) => ({ path, text: ours(text) })),
  local: [],
  known: ['old.yaml'],
});
const next = () => [plan('a', { Makefile: 'A', 'new/x': 'X' }), plan('b', { Makefile: 'B' })];

const fail = (of: string, after: number, code: string): void => {
  Object.assign(failure, { of, after, code });
};

beforeEach(() => {
  failure.of = '';
  for (const name of ['a', 'b']) {
    mkdirSync(join(root.path, name));
    for (const file of ['Makefile', 'old.yaml']) writeFileSync(join(root.path, name, file), ours('old'));
  }
});

describe('an error', () => {
  test.each([
    ['ENOSPC', 'no space left on device'],
    ['EDQUOT', 'the disk quota is used up'],
    ['EIO', 'EIO: raw'],
  ])('while files are staged (%s) says which one, and changes nothing in any folder', (code, words) => {
    const before = snapshot(root.path);
    fail('writeFileSync', 2, code);
    expect(() => writeFolders(next())).toThrow(
      `cannot write ${join(root.path, 'b/Makefile')}: ${words}; nothing was changed`,
    );
    expect(snapshot(root.path)).toEqual(before);
  });

  test('of the first rename changes nothing', () => {
    const before = snapshot(root.path);
    fail('renameSync', 0, 'EACCES');
    expect(() => writeFolders(next())).toThrow(
      `cannot replace ${join(root.path, 'a/Makefile')}: permission denied; nothing was changed`,
    );
    expect(snapshot(root.path)).toEqual(before);
  });

  test('of a later rename says how far it came, leaves no temporary file, and the next run does the rest', () => {
    fail('renameSync', 2, 'EROFS');
    expect(() => writeFolders(next())).toThrow(
      `cannot replace ${join(root.path, 'b/Makefile')}: the file system is read-only; 2 of 3 files were replaced; generate again to replace the rest`,
    );
    const half = { 'a/Makefile': ours('A'), 'a/new/x': ours('X'), 'b/Makefile': ours('old') };
    expect(snapshot(root.path)).toEqual({ ...half, 'a/old.yaml': ours('old'), 'b/old.yaml': ours('old') });
    writeFolders(next());
    expect(snapshot(root.path)).toEqual({ ...half, 'b/Makefile': ours('B') });
  });

  test('of a removal comes when all is written, and the next run removes the rest', () => {
    fail('unlinkSync', 1, 'EPERM');
    expect(() => writeFolders(next())).toThrow(
      `cannot remove ${join(root.path, 'b/old.yaml')}: permission denied; all others are written; generate again to remove the rest`,
    );
    expect(writeFolders(next()).map(({ state }) => state)).toEqual(['unchanged', 'unchanged', 'unchanged', 'removed']);
  });

  test('of reading a file is told before anything changes', () => {
    const before = snapshot(root.path);
    fail('readFileSync', 0, 'EACCES');
    expect(() => writeFolders(next())).toThrow(
      `cannot write ${join(root.path, 'a/Makefile')}: permission denied; nothing was changed`,
    );
    expect(snapshot(root.path)).toEqual(before);
  });

  test.each(['fchmodSync', 'fchownSync'])('of a file system without modes or owners (%s) is none', (name) => {
    fail(name, 0, 'EPERM');
    writeFolders(next());
    expect(readFileSync(join(root.path, 'a/Makefile'), 'utf8')).toBe(ours('A'));
    expect(failure.of).toBe('');
  });
});
