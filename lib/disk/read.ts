import { lstatSync, readFileSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Folders } from './folders.js';
import type { Access } from './staging.js';

/** A file that is there. */
export interface FoundFile {
  readonly bytes: Buffer;
  readonly access: Access;
}

/** What is in a file's place, if anything; an error for a folder, and for a link or a file in the place of one above. */
function standing(folders: Folders, path: string): Stats | undefined {
  if (!folders.reaches(dirname(path))) return undefined;
  const stats = lstatSync(join(folders.root, path), { throwIfNoEntry: false });
  if (stats?.isDirectory()) throw new Error('a folder is in its place: remove it');
  return stats;
}

/** Whether anything is in a file's place: a file, or a link, wherever that leads. Errors are those of `readFileIn`. */
export const isTaken = (folders: Folders, path: string): boolean => standing(folders, path) !== undefined;

/**
 * Reads a file below a root, without following a link; nothing if it is not there, or no folder for it is.
 * An error says what else is in its place, or in the place of a folder on the way.
 */
export function readFileIn(folders: Folders, path: string, command: string): FoundFile | undefined {
  const stats = standing(folders, path);
  if (stats === undefined) return undefined;
  if (stats.isSymbolicLink()) throw new Error(`it is a symbolic link, which ${command} does not follow: remove it`);
  if (!stats.isFile()) throw new Error('it is not a file: remove it');
  const bytes = readFileSync(join(folders.root, path));
  return { bytes, access: { mode: stats.mode & 0o777, owner: { user: stats.uid, group: stats.gid } } };
}

/** Whether a file, and nothing else, is in a place, with no link on the way to it. */
export const isFileIn = (folders: Folders, path: string): boolean =>
  folders.exists(dirname(path)) && lstatSync(join(folders.root, path), { throwIfNoEntry: false })?.isFile() === true;
