import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { OutputFile } from '../../lib/synth/render.js';
import { writeTree } from '../../lib/synth/write-tree.js';
import { changedAt, freshFolder, namesIn, snapshot } from './output-folder.js';

/** Which call of which function of node:fs fails next, and how. */
const failure = vi.hoisted(() => ({ of: '', after: 0, code: '' }));

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const failing = (name: 'writeFileSync' | 'renameSync') =>
    vi.fn((...parameters: never[]) => {
      if (failure.of === name && --failure.after < 0) {
        failure.of = '';
        throw Object.assign(new Error(`${failure.code}: raw`), { code: failure.code });
      }
      return Reflect.apply(fs[name], fs, parameters);
    });
  return { ...fs, writeFileSync: failing('writeFileSync'), renameSync: failing('renameSync') };
});

const folder = freshFolder();
beforeEach(() => {
  failure.of = '';
});

const out = (): string => join(folder.path, 'dist');

const filesOf = (texts: Readonly<Record<string, string>>): readonly OutputFile[] =>
  Object.entries(texts).map(([path, text]) => ({ path, text }));

function write(texts: Readonly<Record<string, string>>): void {
  writeTree(out(), Object.keys(texts), filesOf(texts));
}

describe('writeTree', () => {
  test('files of new folders are written, and listed', () => {
    write({ 'b/x.yaml': 'x', 'a.yaml': 'a', 'b/c/y.yaml': 'y' });
    const { '.slipway-manifest': list, ...files } = snapshot(out());
    expect(files).toEqual({ 'b/x.yaml': 'x', 'a.yaml': 'a', 'b/c/y.yaml': 'y' });
    expect(list?.split('\n').slice(1)).toEqual(['a.yaml', 'b/c/y.yaml', 'b/x.yaml', '']);
  });

  test('a file whose bytes are the same is not touched, nor is the list', () => {
    write({ 'a.yaml': 'a', 'b.yaml': 'b' });
    const times = () => ['a.yaml', 'b.yaml', '.slipway-manifest'].map((name) => changedAt(join(out(), name)));
    const [a, b, list] = times();
    write({ 'a.yaml': 'a', 'b.yaml': 'B' });
    expect(times()).toEqual([a, expect.anything(), list]);
    expect(times()[1]).not.toBe(b);
  });

  test('files that are gone are removed with the folders that they leave empty, and nothing else is', () => {
    write({ 'old/deep/x.yaml': 'x', 'shared/y.yaml': 'y', 'z.yaml': 'z' });
    writeFileSync(join(out(), 'shared/mine.txt'), 'mine');
    writeFileSync(join(out(), 'mine.yaml'), 'mine');
    write({ 'z.yaml': 'z' });
    expect(namesIn(out())).toEqual(['mine.yaml', 'shared/mine.txt', 'z.yaml']);
  });

  test('a run without files removes the last ones and their list, and leaves the folder', () => {
    write({ 'a/x.yaml': 'x' });
    write({});
    expect(snapshot(out())).toEqual({});
    expect(existsSync(out())).toBe(true);
  });

  test('what the list names outside the folder, by a link or by a conflict of git, is never removed', () => {
    mkdirSync(join(folder.path, 'elsewhere'));
    writeFileSync(join(folder.path, 'elsewhere/x.yaml'), 'x');
    write({ 'a.yaml': 'a' });
    symlinkSync(join(folder.path, 'elsewhere'), join(out(), 'link'));
    symlinkSync(join(folder.path, 'elsewhere/x.yaml'), join(out(), 'file.yaml'));
    const lines = [
      '../elsewhere/x.yaml',
      join(folder.path, 'elsewhere/x.yaml'),
      'link/x.yaml',
      'file.yaml',
      '<<<<<<< HEAD',
    ];
    writeFileSync(join(out(), '.slipway-manifest'), [...lines, 'a.yaml', '.', '..'].join('\r\n'));
    write({ 'b.yaml': 'b' });
    expect(readFileSync(join(folder.path, 'elsewhere/x.yaml'), 'utf8')).toBe('x');
    expect(namesIn(out())).toEqual(['b.yaml', 'file.yaml', 'link']);
  });

  test('temporary files that a killed run left are removed, those of others are not', () => {
    write({ 'a/x.yaml': 'x', 'b/y.yaml': 'y' });
    for (const name of [
      'a/.x.yaml.slipway-tmp',
      'b/.gone.yaml.slipway-tmp',
      '..slipway-manifest.slipway-tmp',
      'a/.mine.tmp',
    ]) {
      writeFileSync(join(out(), name), 'half');
    }
    write({ 'a/x.yaml': 'x' });
    expect(namesIn(out())).toEqual(['a/.mine.tmp', 'a/x.yaml']);
  });

  test('an error while files are still being made changes nothing and leaves nothing behind', () => {
    write({ 'a/x.yaml': 'old' });
    const before = snapshot(folder.path);
    function* broken(): Generator<OutputFile> {
      yield { path: 'a/x.yaml', text: 'new' };
      yield { path: 'new/y.yaml', text: 'new' };
      throw new Error('the third is broken');
    }
    expect(() => writeTree(out(), ['a/x.yaml', 'new/y.yaml', 'z.yaml'], broken())).toThrow(/^the third is broken$/);
    expect(snapshot(folder.path)).toEqual(before);
  });

  test('an error of the first run leaves no folder behind', () => {
    const broken = {
      [Symbol.iterator]: (): Iterator<OutputFile> => {
        throw new Error('broken');
      },
    };
    expect(() => writeTree(join(out(), 'deep'), ['x.yaml'], broken)).toThrow('broken');
    expect(snapshot(folder.path)).toEqual({});
  });

  test('a disk that is full half-way is told, and everything is as it was', () => {
    write({ 'a.yaml': 'a', 'b.yaml': 'b', 'c.yaml': 'c' });
    const before = snapshot(folder.path);
    Object.assign(failure, { of: 'writeFileSync', after: 2, code: 'ENOSPC' });
    expect(() => write({ 'a.yaml': 'A', 'b.yaml': 'B', 'c.yaml': 'C' })).toThrow(
      `cannot write ${join(out(), 'c.yaml')}: no space left on device; nothing was changed`,
    );
    expect(snapshot(folder.path)).toEqual(before);
  });

  test('a rename that fails first changes nothing; one that fails later says how far it came, and the next run finishes', () => {
    write({ 'a.yaml': 'a', 'b.yaml': 'b', 'c.yaml': 'c' });
    const before = snapshot(folder.path);
    const next = { 'a.yaml': 'A', 'b.yaml': 'B', 'c.yaml': 'C' };
    Object.assign(failure, { of: 'renameSync', after: 0, code: 'EACCES' });
    expect(() => write(next)).toThrow(
      `cannot replace ${join(out(), 'a.yaml')}: permission denied; nothing was changed`,
    );
    expect(snapshot(folder.path)).toEqual(before);
    Object.assign(failure, { of: 'renameSync', after: 1, code: 'EROFS' });
    expect(() => write(next)).toThrow(
      `cannot replace ${join(out(), 'b.yaml')}: the file system is read-only; 1 of 3 files were replaced; synth again to replace the rest`,
    );
    expect(namesIn(out())).toEqual(['a.yaml', 'b.yaml', 'c.yaml']);
    write(next);
    expect(snapshot(out())).toMatchObject(next);
  });

  test('a link in the place of a folder is not followed, and one in the place of a file is replaced', () => {
    mkdirSync(join(folder.path, 'elsewhere'));
    writeFileSync(join(folder.path, 'elsewhere/x.yaml'), 'x');
    mkdirSync(out());
    symlinkSync(join(folder.path, 'elsewhere'), join(out(), 'link'));
    const before = snapshot(folder.path);
    expect(() => write({ 'a.yaml': 'a', 'link/x.yaml': 'new' })).toThrow(
      `cannot write ${join(out(), 'link/x.yaml')}: ${join(out(), 'link')} is a symbolic link, which synth does not follow: remove it; nothing was changed`,
    );
    expect(snapshot(folder.path)).toEqual(before);
    symlinkSync(join(folder.path, 'elsewhere/x.yaml'), join(out(), 'y.yaml'));
    write({ 'y.yaml': 'new' });
    expect(snapshot(folder.path)).toMatchObject({ 'dist/y.yaml': 'new', 'elsewhere/x.yaml': 'x' });
  });

  test('a temporary name that someone made a link is not written through', () => {
    mkdirSync(out());
    writeFileSync(join(folder.path, 'victim'), 'v');
    symlinkSync(join(folder.path, 'victim'), join(out(), '.a.yaml.slipway-tmp'));
    write({ 'a.yaml': 'a' });
    expect(snapshot(folder.path)).toMatchObject({ victim: 'v', 'dist/.a.yaml.slipway-tmp': '->', 'dist/a.yaml': 'a' });
  });

  test('a run beside one that is writing ends with an error, and takes nothing from it', () => {
    write({ 'a.yaml': 'old' });
    const others = `.a.yaml.${process.ppid}-0123abcd.slipway-tmp`;
    writeFileSync(join(out(), others), 'half');
    expect(() => write({ 'a.yaml': 'new' })).toThrow(`another run (process ${process.ppid}) is writing there`);
    expect(snapshot(out())).toMatchObject({ [others]: 'half', 'a.yaml': 'old' });
  });

  test('the output folder itself may be reached through a link', () => {
    mkdirSync(join(folder.path, 'real'));
    symlinkSync(join(folder.path, 'real'), out());
    write({ 'a/x.yaml': 'x' });
    expect(readFileSync(join(folder.path, 'real/a/x.yaml'), 'utf8')).toBe('x');
  });

  test('a file in the place of a folder and a folder in the place of a file are told', () => {
    mkdirSync(join(out(), 'x.yaml'), { recursive: true });
    writeFileSync(join(out(), 'a'), 'mine');
    const before = snapshot(folder.path);
    expect(() => write({ 'a/y.yaml': 'y' })).toThrow(
      `${join(out(), 'a')} is not a folder: remove it; nothing was changed`,
    );
    expect(() => write({ 'x.yaml': 'x' })).toThrow('a folder is in its place; nothing was changed');
    expect(() => writeTree(join(out(), 'a'), ['x.yaml'], filesOf({ 'x.yaml': 'x' }))).toThrow(
      'a file is in the place of a folder',
    );
    expect(snapshot(folder.path)).toEqual(before);
  });

  test('a file that changes its name by case alone is there afterwards', () => {
    write({ 'App.yaml': 'a' });
    write({ 'app.yaml': 'a' });
    expect(readFileSync(join(out(), 'app.yaml'), 'utf8')).toBe('a');
    expect(namesIn(out()).length).toBe(1);
  });
});
