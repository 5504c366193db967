import { existsSync, lstatSync, mkdirSync, rmdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** What stands in the place of a folder. A symbolic link is not followed, for it may lead out of the root. */
type Place = 'folder' | 'missing' | 'link' | 'other';

function placeAt(path: string): Place {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 'missing';
  if (stats.isSymbolicLink()) return 'link';
  return stats.isDirectory() ? 'folder' : 'other';
}

/** A path and all above it, the outermost first: `a/b` gives `a`, `a/b`. The path `.` is the root itself. */
const withAbove = (folder: string): readonly string[] =>
  folder === '.' ? [] : [...withAbove(dirname(folder)), folder];

/** The folders below a root, each looked at once, and those that were made; paths are relative to the root. */
export interface Folders {
  readonly root: string;
  /** Whether a folder is there, with no symbolic link on the way to it. */
  readonly exists: (folder: string) => boolean;
  /** Whether a folder is there or can be made; an error if a link or a file is in the place of one. */
  readonly reaches: (folder: string) => boolean;
  /** Makes a folder and those above it, with this mode; an error if a link or a file is in the place of one. */
  readonly make: (folder: string, mode?: number) => void;
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

/** Opens a root, which need not exist. Its own path may go through links, as the user chose it; errors name `command`. */
export function foldersIn(root: string, command: string): Folders {
  const seen = new Map<string, Place>();
  const made: string[] = [];
  const look = (folder: string): Place => {
    const place = seen.get(folder) ?? placeAt(join(root, folder));
    // What is missing now may be made through another root.
    if (place !== 'missing') seen.set(folder, place);
    return place;
  };
  const isFolder = (folder: string): boolean => {
    const place = look(folder);
    const path = join(root, folder);
    if (place === 'link') throw new Error(`${path} is a symbolic link, which ${command} does not follow: remove it`);
    if (place === 'other') throw new Error(`${path} is not a folder: remove it`);
    return place === 'folder';
  };
  return {
    root,
    exists: (folder) => existsSync(root) && withAbove(folder).every((above) => look(above) === 'folder'),
    reaches: (folder) => withAbove(folder).every(isFolder) && existsSync(root),
    make(folder, mode) {
      if (!seen.has('.')) {
        made.push(...makeWithAbove(resolve(root)));
        seen.set('.', 'folder');
      }
      for (const above of withAbove(folder)) {
        if (isFolder(above)) continue;
        const path = join(root, above);
        mkdirSync(path, mode);
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
