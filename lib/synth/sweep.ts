import { lstatSync, readdirSync, rmSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Folders, removeEmpty } from './folders.js';
import { isTemporaryName } from './written-files.js';

/** Removes temporary files that a killed run left in the output folder or beside one of the files named. */
export function sweepTemporary(outdir: string, folders: Folders, paths: readonly string[]): void {
  for (const folder of new Set(['.', ...paths.map((path) => dirname(path))])) {
    if (!folders.exists(folder)) continue;
    for (const entry of readdirSync(join(outdir, folder), { withFileTypes: true })) {
      if (entry.isFile() && isTemporaryName(entry.name)) rmSync(join(outdir, folder, entry.name), { force: true });
    }
  }
}

/** Whether two paths name one file, as they do where upper and lower case are the same. */
function isSameFile(a: string, b: string): boolean {
  const [first, second] = [a, b].map((path) => lstatSync(path, { throwIfNoEntry: false, bigint: true }));
  return first !== undefined && second !== undefined && first.ino === second.ino && first.dev === second.dev;
}

/** Removes files of earlier runs that are not `kept`, never through a link, and the folders that become empty. */
export function sweepStale(outdir: string, folders: Folders, stale: readonly string[], kept: readonly string[]): void {
  const keptAs = new Map(kept.map((path) => [path.toLowerCase(), path]));
  for (const path of stale) {
    if (!folders.exists(dirname(path))) continue;
    const target = join(outdir, path);
    const twin = keptAs.get(path.toLowerCase());
    if (twin !== undefined && isSameFile(target, join(outdir, twin))) continue;
    if (lstatSync(target, { throwIfNoEntry: false })?.isFile()) unlinkSync(target);
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
      if (!removeEmpty(join(outdir, folder))) break;
    }
  }
}
