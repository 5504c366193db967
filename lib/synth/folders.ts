import { existsSync, lstatSync, mkdirSync, rmdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** What stands in the place of a folder. A symbolic link is not followed, for it may lead out of the output folder. */
export type Place = 'folder' | 'missing' | 'link' | 'other';

function placeAt(path: string): Place {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 'missing';
  if (stats.isSymbolicLink()) return 'link';
  return stats.isDirectory() ? 'folder' : 'other';
}

/** A path and all above it, the outermost first: `a/b` gives `a`, `a/b`. The path `.` is the output folder itself. */
const withAbove = (folder: string): readonly string[] =>
  folder === '.' ? [] : [...withAbove(dirname(folder)), folder];

/** The folders in an output folder, each looked at once, and those that were made. */
export interface Folders {
  /** Whether a folder is there, with no symbolic link on the way to it. */
  readonly exists: (folder: string) => boolean;
  /** Makes a folder and those above it; an error if a link or a file is in the place of one. */
  readonly make: (folder: string) => void;
  /** Removes the folders that `make` made and that are empty. */
  readonly undo: () => void;
}

/** Makes a folder and all that are missing above it, and gives those it made, the outermost first. */
function makeWithAbove(path: string): readonly string[] {
  if (existsSync(path)) return [];
  const above = makeWithAbove(dirname(path));
  mkdirSync(path);
  return [...above, path];
}

/** Opens an output folder, which need not exist. Its own path may go through links, as the user chose it. */
export function foldersIn(outdir: string): Folders {
  const seen = new Map<string, Place>();
  const made: string[] = [];
  const look = (folder: string): Place => {
    const place = seen.get(folder) ?? placeAt(join(outdir, folder));
    seen.set(folder, place);
    return place;
  };
  return {
    exists: (folder) => existsSync(outdir) && withAbove(folder).every((above) => look(above) === 'folder'),
    make(folder) {
      if (!seen.has('.')) {
        made.push(...makeWithAbove(resolve(outdir)));
        seen.set('.', 'folder');
      }
      for (const above of withAbove(folder)) {
        const place = look(above);
        if (place === 'folder') continue;
        const path = join(outdir, above);
        if (place === 'link') throw new Error(`${path} is a symbolic link, which synth does not follow: remove it`);
        if (place === 'other') throw new Error(`${path} is not a folder: remove it`);
        mkdirSync(path);
        made.push(path);
        seen.set(above, 'folder');
      }
    },
    undo() {
      for (const path of made.splice(0).reverse()) removeEmpty(path);
      seen.clear();
    },
  };
}

/** Removes a folder if it is empty; says whether it did. */
export function removeEmpty(path: string): boolean {
  try {
    rmdirSync(path);
    return true;
  } catch {
    return false;
  }
}
