import { execFile } from 'node:child_process';

/** What git answers: its status is 0 where it could; `absent` where there is no git to run. */
export type GitAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly output: string; readonly errors: string }
  | { readonly kind: 'absent' };

/** What a hook of git tells its commands of the repository that it runs in: it is another one than the folder's, or seen from elsewhere. */
const ofHooks = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_COMMON_DIR', 'GIT_PREFIX'];

const environment = (): NodeJS.ProcessEnv => {
  const kept = Object.entries(process.env).filter(([name]) => !ofHooks.includes(name));
  // Reads only, in words that can be recognised.
  return { ...Object.fromEntries(kept), LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' };
};

/** Asks git in a folder, which is never part of a command line, so that its name may be any. */
export const git = (folder: string, ...question: readonly string[]): Promise<GitAnswer> =>
  new Promise((resolve, reject) => {
    const options = { cwd: folder, env: environment(), encoding: 'utf8', maxBuffer: Number.POSITIVE_INFINITY } as const;
    execFile('git', ['-c', 'log.showSignature=false', ...question], options, (error, output, errors) => {
      if (error === null) resolve({ kind: 'answer', status: 0, output: output.replace(/\n$/, ''), errors });
      else if (typeof error.code === 'number') resolve({ kind: 'answer', status: error.code, output, errors });
      else if (error.code === 'ENOENT' || error.code === 'EACCES') resolve({ kind: 'absent' });
      else reject(error);
    });
  });
