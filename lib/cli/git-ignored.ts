import { spawnSync } from 'node:child_process';
import { basename, dirname, join } from 'node:path';
import type { FileReport } from '../files/write.js';

/** Whether git passes a file over; undefined where there is no git, or no repository. */
const isIgnored = (path: string): boolean | undefined => {
  const { status } = spawnSync('git', ['check-ignore', '--quiet', basename(path)], { cwd: dirname(path) });
  return status === 0 ? true : status === 1 ? false : undefined;
};

/** Notes on new files of this machine only that the next commit would take with it. */
export const openToGit = (reports: readonly FileReport[]): readonly string[] =>
  reports
    .filter(({ path, state, local }) => local === true && state === 'written' && path === '.env')
    .map(({ folder, path }) => join(folder, path))
    .filter((path) => isIgnored(path) === false)
    .map((path) => `${path} is not ignored by git, and is never to be committed: add .env to .gitignore`);
