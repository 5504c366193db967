import { lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { attemptsOf, quietly, unchanged } from '../disk/attempt.js';
import { foldersIn } from '../disk/folders.js';
import { staging } from '../disk/staging.js';
import { sweepStale, sweepTemporary, temporaryFiles } from '../disk/sweep.js';
import { demandAlone, thisRun } from '../disk/temporary.js';
import { WriteError } from '../disk/write-error.js';
import type { OutputFile } from './render.js';
import { SynthError } from './synth-error.js';
import { readWritten, saveWritten, WRITTEN } from './written-files.js';

/** Whether a file is there byte for byte. */
function isThere(target: string, bytes: Buffer): boolean {
  const stats = lstatSync(target, { throwIfNoEntry: false });
  if (stats?.isDirectory()) throw new Error('a folder is in its place');
  return stats?.isFile() === true && stats.size === bytes.length && readFileSync(target).equals(bytes);
}

/**
 * Makes an output folder hold just these files, beside files that synth did not write, which it never removes.
 * `paths` are all that `files` may give, safe and each once. All are first written under temporary names, and only when
 * the last one is, takes each its own name by a rename: an error in `files` or on the disk before that changes nothing,
 * and a process killed at any time leaves each file either old or new. Unchanged files are not touched.
 * One folder is for one run at a time; a second run beside it ends with an error, not with a broken file.
 */
export function writeTree(outdir: string, paths: readonly string[], files: Iterable<OutputFile>): void {
  try {
    replaceTree(outdir, paths, files);
  } catch (error) {
    throw error instanceof WriteError ? new SynthError(error.message, { cause: error.cause }) : error;
  }
}

function replaceTree(outdir: string, paths: readonly string[], files: Iterable<OutputFile>): void {
  const attempt = attemptsOf('synth');
  const list = join(outdir, WRITTEN);
  const folders = foldersIn(outdir, 'synth');
  const before = attempt(`read ${list}`, unchanged, () => readWritten(outdir));
  attempt(`clean ${outdir}`, unchanged, () => {
    const files = temporaryFiles(folders, [...before, ...paths]);
    demandAlone(files);
    sweepTemporary(files);
  });

  const kept = new Set<string>();
  const staged = staging('synth', thisRun);
  // Before a file is written the list names it, so that a run after a kill finds all that this one may have left.
  let listed = new Set(before);
  const undo = (): void => {
    staged.discard();
    if (listed.size !== before.length) quietly(() => saveWritten(outdir, before));
    quietly(folders.undo);
  };

  try {
    attempt(`write ${outdir}`, unchanged, () => folders.make('.'));
    for (const { path, text } of files) {
      const target = join(outdir, path);
      attempt(`write ${target}`, unchanged, () => {
        if (!listed.has(path)) {
          listed = new Set([...before, ...paths]);
          saveWritten(outdir, [...listed]);
        }
        folders.make(dirname(path));
        if (!isThere(target, Buffer.from(text))) staged.write(target, text);
      });
      kept.add(path);
    }
  } catch (error) {
    undo();
    throw error;
  }

  staged.release(undo);
  attempt(
    `remove the files of charts that are gone from ${outdir}`,
    () => 'all others are written',
    () => {
      const gone = before.filter((path) => !kept.has(path));
      sweepStale(folders, gone, [...kept]);
      if (kept.size !== listed.size || [...kept].some((path) => !listed.has(path))) saveWritten(outdir, [...kept]);
    },
  );
}
