import { lstatSync, readdirSync, rmSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Folders, removeEmpty } from './folders.js';
import { isTemporaryName } from './temporary.js';

/** The temporary files in a root or beside one of the files named, with the root's path. */
export const temporaryFiles = (folders: Folders, paths: readonly string[]): readonly string[] =>
  [...new Set(['.', ...paths.map((path) => dirname(path))])].filter(folders.exists).flatMap((folder) =>
    readdirSync(join(folders.root, folder), { withFileTypes: true })
      .filter((entry) => entry.isFile() && isTemporaryName(entry.name))
      .map(({ name }) => join(folders.root, folder, name)),
  );

/** Removes temporary files that a killed run left. */
export function sweepTemporary(files: readonly string[]): void {
  for (const path of files) rmSync(path, { force: true });
}

/** Whether two paths name one file, as they do where upper and lower case are the same. */
export function isSameFile(a: string, b: string): boolean {
  const [first, second] = [a, b].map((path) => lstatSync(path, { throwIfNoEntry: false, bigint: true }));
  return first !== undefined && second !== undefined && first.ino === second.ino && first.dev === second.dev;
}

/** Removes files of earlier runs that are not `kept`, never through a link, and the folders that become empty. */
export function sweepStale(folders: Folders, stale: readonly string[], kept: readonly string[]): void {
  const { root } = folders;
  const keptAs = new Map(kept.map((path) => [path.toLowerCase(), path]));
  for (const path of stale) {
    if (!folders.exists(dirname(path))) continue;
    const target = join(root, path);
    const twin = keptAs.get(path.toLowerCase());
    if (twin !== undefined && isSameFile(target, join(root, twin))) continue;
    if (lstatSync(target, { throwIfNoEntry: false })?.isFile()) unlinkSync(target);
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
      if (!removeEmpty(join(root, folder))) break;
    }
  }
}
