import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { BuildIdentity } from '../../lib/definition/build-identity.js';
import type { ImagesLock } from '../../lib/images-lock.js';
import { must } from '../docker/command.js';
import { ended } from './outcome.js';
import { runSlipway } from './slipway.js';

const repository = join(import.meta.dirname, '../..');

/** A repository of its own with a copy of apps/, beside the kit, which its imports lead to. */
export interface Clone {
  /** the root of the repository */
  readonly root: string;
  /** its workspace, which is `apps` in it */
  readonly apps: string;
  /** who commits, and when: variables of the environment */
  readonly env: () => Readonly<Record<string, string>>;
  readonly git: (...args: readonly string[]) => Promise<string>;
  /** Commits all changes, a minute after the commit before; the author and the times are the same in every run. */
  readonly commit: (message: string) => Promise<void>;
  /** Replaces text in a file of the workspace; throws where the text is not there. */
  readonly edit: (path: string, from: string, to: string) => void;
  readonly lockFile: string;
  readonly lock: () => ImagesLock;
}

/** What is made on a machine and never committed: a clean clone has none of it. */
const madeHere = ['.env', '.slipway', 'bin', 'dist', 'node_modules', '__pycache__'];

const author = { name: 'Suite', email: 'suite@example.com' } as const;

/** One who commits: nothing of the machine's own configuration reaches it. */
const gitEnv = (minute: number): Readonly<Record<string, string>> => {
  const date = new Date(Date.UTC(2026, 10, 22, 10, minute)).toISOString();
  return {
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: author.name,
    GIT_COMMITTER_EMAIL: author.email,
    GIT_COMMITTER_DATE: date,
  };
};

/** Puts the kit beside a workspace: a copy, so that nothing changes under a run, and its packages. */
const placeKit = (root: string): void => {
  cpSync(join(repository, 'lib'), join(root, 'lib'), { recursive: true });
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  cpSync(join(repository, 'package.json'), join(root, 'package.json'));
};

/** What can be done with a repository at a folder. */
export const cloneAt = (root: string, after = 0): Clone => {
  const apps = join(root, 'apps');
  const lockFile = join(apps, 'images.lock.json');
  // After the commits that are there already.
  let minute = after;
  const git = (...args: readonly string[]): Promise<string> => must('git', args, { cwd: root, env: gitEnv(minute) });
  return {
    root,
    apps,
    env: () => gitEnv(minute),
    git,
    lockFile,
    lock: () => JSON.parse(readFileSync(lockFile, 'utf8')) as ImagesLock,
    commit: async (message) => {
      minute += 1;
      await git('add', '--all');
      await git('commit', '--quiet', '--message', message);
    },
    edit: (path, from, to) => {
      const file = join(apps, path);
      const text = readFileSync(file, 'utf8');
      if (!text.includes(from)) throw new Error(`${path} does not say ${JSON.stringify(from)} any more`);
      writeFileSync(file, text.replace(from, to));
    },
  };
};

/** Generates the files of a new workspace, and commits all. */
const begun = async (clone: Clone): Promise<Clone> => {
  placeKit(clone.root);
  writeFileSync(join(clone.root, '.gitignore'), ['/lib', '/node_modules', '/package.json', ...madeHere, ''].join('\n'));
  ended('slipway generate', await runSlipway(clone, ['generate', '--quiet'], {}), 0);
  await clone.git('init', '--quiet', '--initial-branch', 'main');
  await clone.commit('Begin');
  await clone.git('tag', 'v1.0.0');
  return clone;
};

/**
 * Copies apps/ as it stands in the working tree into a new repository, as one commit with the tag v1.0.0, where the platform and
 * the lock name another registry.
 */
export const copyApps = async (root: string, registry: string): Promise<Clone> => {
  const clone = cloneAt(root);
  mkdirSync(root, { recursive: true });
  const filter = (path: string): boolean => !madeHere.includes(basename(path));
  cpSync(join(repository, 'apps'), clone.apps, { recursive: true, filter });
  clone.edit('platform.ts', "registry: 'registry.example.com/acme'", `registry: '${registry}'`);
  // An organisation that moves says so in its lock too: what is locked elsewhere is not what its files build.
  const lock = readFileSync(clone.lockFile, 'utf8');
  writeFileSync(clone.lockFile, lock.replaceAll('registry.example.com/acme', registry));
  return begun(clone);
};

/** Writes a workspace out of texts into a new repository, as one commit with the tag v1.0.0. */
export const writeApps = (root: string, files: Readonly<Record<string, string>>): Promise<Clone> => {
  const clone = cloneAt(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(clone.apps, path)), { recursive: true });
    writeFileSync(join(clone.apps, path), text);
  }
  return begun(clone);
};

/** Clones a repository with `git clone`, so that every file is written anew, at another time. */
export const cloneOf = async (from: string, root: string): Promise<Clone> => {
  await must('git', ['clone', '--quiet', '--no-hardlinks', from, root], { env: gitEnv(0) });
  placeKit(root);
  return cloneAt(root, 30);
};

/** What git says of a commit of a clean clone: what every build of it has to be called. */
export const identityOf = async ({ git }: Clone, commit: string): Promise<BuildIdentity> => ({
  version: (await git('describe', '--tags', '--always', '--abbrev=12', commit)).trim(),
  commit: (await git('rev-parse', commit)).trim(),
  dirty: false,
  time: new Date(Number(await git('log', '-1', '--format=%ct', commit)) * 1000).toISOString().replace('.000', ''),
});
