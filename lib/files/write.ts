import { dirname, join } from 'node:path';
import { attemptsOf, quietly, unchanged } from '../disk/attempt.js';
import { staging } from '../disk/staging.js';
import { sweepStale, sweepTemporary, temporaryFiles } from '../disk/sweep.js';
import { demandAlone, thisRun } from '../disk/temporary.js';
import { type Inspected, inspect } from './write/inspect.js';
import { command, type Finding } from './write/look.js';
import type { FileReport, FolderPlan } from './write/types.js';

export type { FileReport, FileState, FolderPlan, LocalFileText } from './write/types.js';

const attempt = attemptsOf(command);

/** The temporary files that are there now, of whatever run; an error if another one is writing at this moment. */
function temporaryOf({ folders, paths }: Inspected): readonly string[] {
  const files = temporaryFiles(folders, paths);
  demandAlone(files);
  return files;
}

/** What a write makes of what it found. */
function reportOf({ access: _, ...found }: Finding): FileReport {
  if (found.state === 'left over') return { ...found, state: 'removed' };
  return found.after === undefined ? found : { ...found, state: 'written' };
}

const folderMode = 0o700;

/**
 * Makes folders hold what their plans say, and reports each file. A file without our marker, an empty one too, is the
 * team's own: it is left alone. Nothing outside a plan's folder is touched, no link followed, an equal file not written.
 * All files of all plans are first written under temporary names; only then each takes its own by a rename, and left-over
 * files are removed last. A WriteError before the first rename changes nothing, and a process killed at any time leaves
 * each file old or new, and temporary files that the next run removes. A run beside another ends with an error.
 * A file that is replaced keeps its mode and, where the system allows it, its owner; other hard links to it keep the old text.
 */
export function writeFolders(plans: readonly FolderPlan[]): readonly FileReport[] {
  const inspected = inspect(plans, 'write');
  for (const each of inspected) {
    attempt(`write into ${each.folders.root}`, unchanged, () => sweepTemporary(temporaryOf(each)));
  }

  const staged = staging(command, thisRun);
  const undo = (): void => {
    staged.discard();
    for (const { folders } of inspected.toReversed()) quietly(folders.undo);
  };
  try {
    for (const { folders, findings } of inspected) {
      for (const { path, after, access, local } of findings) {
        if (after === undefined) continue;
        const target = join(folders.root, path);
        attempt(`write ${target}`, unchanged, () => {
          folders.make(dirname(path), local && folderMode);
          staged.write(target, after, access);
        });
      }
    }
    // A run that began at the same time has its temporary files there by now, or sees ours.
    for (const each of inspected.filter(({ findings }) => findings.some(({ after }) => after !== undefined)))
      attempt(`write into ${each.folders.root}`, unchanged, () => temporaryOf(each));
  } catch (error) {
    undo();
    throw error;
  }

  staged.release(undo);
  for (const { folders, findings } of inspected) {
    for (const { path } of findings.filter(({ state }) => state === 'left over')) {
      const done = (): string => 'all others are written; generate again to remove the rest';
      attempt(`remove ${join(folders.root, path)}`, done, () => sweepStale(folders, [path], []));
    }
  }
  return inspected.flatMap(({ findings }) => findings.map(reportOf));
}

/** Compares folders with their plans and changes nothing; local files are not judged. A WriteError is that of `writeFolders`. */
export const checkFolders = (plans: readonly FolderPlan[]): readonly FileReport[] =>
  inspect(plans, 'check').flatMap(({ findings }) => findings.map(({ access: _, ...report }) => report));
