import { closeSync, lstatSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { foldersIn } from './folders.js';
import type { OutputFile } from './render.js';
import { sweepStale, sweepTemporary } from './sweep.js';
import { SynthError } from './synth-error.js';
import { fileReason } from './write-error.js';
import { readWritten, saveWritten, temporaryName, WRITTEN } from './written-files.js';

/** Runs a step; what the file system refuses becomes an error that says on which file, and what state the rest is in. */
function attempt<T>(what: string, state: () => string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw new SynthError(`cannot ${what}: ${fileReason(error)}; ${state()}`, { cause: error });
  }
}

/** Cleans up after an error, which must not be hidden by a second one. */
function quietly(step: () => void): void {
  try {
    step();
  } catch {
    // The next run removes what is left.
  }
}

const unchanged = (): string => 'nothing was changed';

const temporaryPath = (target: string): string => join(dirname(target), temporaryName(basename(target)));

function isThere(target: string, bytes: Buffer): boolean {
  const stats = lstatSync(target, { throwIfNoEntry: false });
  if (stats?.isDirectory()) throw new Error('a folder is in its place');
  return stats?.isFile() === true && stats.size === bytes.length && readFileSync(target).equals(bytes);
}

/** Writes a file under its temporary name, unless it is there byte for byte; `staged` learns of it before the first byte. */
function stage(target: string, text: string, staged: string[]): void {
  const bytes = Buffer.from(text);
  if (isThere(target, bytes)) return;
  // `wx` neither follows a link nor takes over the file of a run beside this one.
  const file = openSync(temporaryPath(target), 'wx');
  staged.push(target);
  try {
    writeFileSync(file, bytes);
  } finally {
    closeSync(file);
  }
}

/** Gives each staged file its own name; before the first one has it, an error leaves everything as it was. */
function release(staged: readonly string[], undo: () => void): void {
  let done = 0;
  const state = (): string =>
    done === 0 ? unchanged() : `${done} of ${staged.length} files were replaced; synth again to replace the rest`;
  try {
    for (const target of staged) {
      attempt(`replace ${target}`, state, () => renameSync(temporaryPath(target), target));
      done += 1;
    }
  } catch (error) {
    if (done === 0) undo();
    else for (const target of staged.slice(done)) quietly(() => rmSync(temporaryPath(target), { force: true }));
    throw error;
  }
}

/**
 * Makes an output folder hold just these files, beside files that synth did not write, which it never removes.
 * `paths` are all that `files` may give, safe and each once. All are first written under temporary names, and only when
 * the last one is, takes each its own name by a rename: an error in `files` or on the disk before that changes nothing,
 * and a process killed at any time leaves each file either old or new. Unchanged files are not touched.
 * One folder is for one run at a time; a second run beside it ends with an error, not with a broken file.
 */
export function writeTree(outdir: string, paths: readonly string[], files: Iterable<OutputFile>): void {
  const list = join(outdir, WRITTEN);
  const folders = foldersIn(outdir);
  const before = attempt(`read ${list}`, unchanged, () => readWritten(outdir));
  attempt(`clean ${outdir}`, unchanged, () => sweepTemporary(outdir, folders, [...before, ...paths]));

  const kept = new Set<string>();
  const staged: string[] = [];
  // Before a file is written the list names it, so that a run after a kill finds all that this one may have left.
  let listed = new Set(before);
  const undo = (): void => {
    for (const target of staged) quietly(() => rmSync(temporaryPath(target), { force: true }));
    if (listed.size !== before.length) quietly(() => saveWritten(outdir, before));
    quietly(folders.undo);
  };

  try {
    attempt(`write ${outdir}`, unchanged, () => folders.make('.'));
    for (const { path, text } of files) {
      attempt(`write ${join(outdir, path)}`, unchanged, () => {
        if (!listed.has(path)) {
          listed = new Set([...before, ...paths]);
          saveWritten(outdir, [...listed]);
        }
        folders.make(dirname(path));
        stage(join(outdir, path), text, staged);
      });
      kept.add(path);
    }
  } catch (error) {
    undo();
    throw error;
  }

  release(staged, undo);
  attempt(
    `remove the files of charts that are gone from ${outdir}`,
    () => 'all others are written',
    () => {
      sweepStale(
        outdir,
        folders,
        before.filter((path) => !kept.has(path)),
        [...kept],
      );
      if (kept.size !== listed.size || [...kept].some((path) => !listed.has(path))) saveWritten(outdir, [...kept]);
    },
  );
}
