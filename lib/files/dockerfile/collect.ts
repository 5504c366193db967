import { posix } from 'node:path';
import { shellPath } from './quoting.js';

/** The folder in which a stage collects what the final image has below `/app`. */
export const out = '/out';

/** The commands that put files and folders of the source at the same places below `/out`, which is there. */
export const collect = (paths: readonly string[]): readonly string[] => {
  const folders = [...new Set(paths.map((path) => posix.dirname(path)))].sort();
  const made = folders.filter((folder) => folder !== '.').map((folder) => shellPath(`${out}/${folder}`));
  const copies = folders.map((folder) => {
    const inside = paths.filter((path) => posix.dirname(path) === folder).map(shellPath);
    return `cp -R ${inside.join(' ')} ${shellPath(posix.join(out, folder, '/'))}`;
  });
  return [...(made.length === 0 ? [] : [`mkdir -p ${made.join(' ')}`]), ...copies];
};

/** The command that lets every user read a folder, and only root change it, whatever modes the source had. */
export const readable = (folder: string): string => `chmod -R a+rX,go-w ${folder}`;
