import { closeSync, existsSync, fsyncSync, openSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { DefinitionError, problemsOf } from '../definition/problems.js';
import { attemptsOf, quietly, unchanged } from '../disk/attempt.js';
import { type Folders, foldersIn } from '../disk/folders.js';
import { type FoundFile, readFileIn } from '../disk/read.js';
import { staging } from '../disk/staging.js';
import { sweepTemporary, temporaryFiles } from '../disk/sweep.js';
import { demandAlone, temporaryPath, thisRun } from '../disk/temporary.js';
import { WriteError } from '../disk/write-error.js';
import { readImagesLock } from '../images-lock.js';
import { alone } from './alone.js';
import { lockText, merged } from './merge.js';
import { ImagesLock } from './schema.js';

const command = 'build';
const attempt = attemptsOf(command);

/** The lock with the changes; a DefinitionError where they are malformed. */
const laidOver = (file: string, before: ImagesLock, changes: ImagesLock): ImagesLock => {
  const after = merged(before, changes);
  const parsed = ImagesLock.safeParse(after, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new DefinitionError(file, problemsOf(parsed.error, after, ImagesLock));
};

const openTo = (path: string): number => {
  try {
    // Some systems write out only what is open for writing.
    return openSync(path, 'r+');
  } catch {
    return openSync(path, 'r');
  }
};

/** Waits until the disk has a file, or what a folder holds. */
const flush = (path: string): void => {
  const file = openTo(path);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

/** Removes what killed processes left half-written. */
const sweep = (folders: Folders, name: string): void => {
  for (const path of temporaryFiles(folders, []))
    if (basename(path).startsWith(`.${name}.`))
      quietly(() => {
        demandAlone([path]);
        sweepTemporary([path]);
      });
};

const isSame = (a: FoundFile | undefined, b: FoundFile | undefined): boolean =>
  a === undefined || b === undefined ? a === b : a.bytes.equals(b.bytes);

/** Reads, merges and writes once; says whether the file changed, or that somebody else changed it meanwhile. */
const updateOnce = (file: string, changes: ImagesLock): boolean | 'meanwhile' => {
  const name = basename(file);
  const folders = foldersIn(dirname(file), command);
  const look = (): FoundFile | undefined =>
    attempt(`read ${file}`, unchanged, () => readFileIn(folders, name, command));
  const found = look();
  const before = found === undefined ? {} : readImagesLock(file);
  const after = laidOver(file, before, changes);
  const text = lockText(after);
  if (text === lockText(before)) return false;
  const staged = staging(command, thisRun);
  try {
    attempt(`write ${file}`, unchanged, () => {
      sweep(folders, name);
      staged.write(file, text, found?.access);
      flush(temporaryPath(file, thisRun));
    });
    // An editor, git, or a process that took this one for a killed one.
    if (!isSame(found, look())) {
      staged.discard();
      return 'meanwhile';
    }
  } catch (error) {
    staged.discard();
    throw error;
  }
  staged.release(staged.discard);
  quietly(() => flush(dirname(file)));
  return true;
};

/** How often others may change the file in the middle of an update. */
const tries = 20;

/**
 * Lays entries over a lock file, alone among processes, and says whether it changed; a missing file is empty, and equal
 * entries write nothing. The file is replaced by a rename, so that whoever is killed leaves it old or new. A malformed file
 * or change is a DefinitionError, what the file system refuses a WriteError (a symbolic link in the file's place too: a
 * rename would replace it, and not what it leads to); both change nothing.
 */
export const updateImagesLock = async (file: string, changes: ImagesLock): Promise<boolean> => {
  if (!existsSync(dirname(file)))
    throw new WriteError(
      `cannot write ${file}: the folder ${dirname(file)} is not there: make it; nothing was changed`,
    );
  return alone(file, () => {
    for (let at = 0; at < tries; at++) {
      const changed = updateOnce(file, changes);
      if (changed !== 'meanwhile') return changed;
    }
    throw new WriteError(
      `cannot write ${file}: somebody else goes on changing it: wait, and build again; nothing was changed`,
    );
  });
};
