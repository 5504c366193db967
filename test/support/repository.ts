import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A repository of git in a fresh folder. */
export interface Repository {
  readonly folder: string;
  /** runs git; commits have the time 2026-03-01 23:30 five hours west of Greenwich */
  readonly git: (...args: readonly string[]) => string;
  /** writes a file, with the folders above it */
  readonly write: (path: string, text?: string) => void;
  /** commits all that there is */
  readonly commit: (message: string) => string;
  readonly remove: () => void;
}

const person = ['-c', 'user.name=nobody', '-c', 'user.email=nobody@example.com', '-c', 'commit.gpgsign=false'];

/** Runs git in a folder, with nobody's settings. */
export const gitIn = (folder: string, ...args: readonly string[]): string => {
  const { PATH = '' } = process.env;
  const env = {
    PATH,
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_COMMITTER_DATE: '2026-03-01T23:30:00 -0500',
    GIT_ALLOW_PROTOCOL: 'file',
  };
  return execFileSync('git', [...person, ...args], { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' }).trim();
};

/** A fresh folder, in a place that is in no repository itself. */
export const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'slipway-'));

/** Makes a repository without a commit. */
export const repository = (folder = freshFolder()): Repository => {
  const git = (...args: readonly string[]): string => gitIn(folder, ...args);
  git('init', '--quiet', '--initial-branch=main', '.');
  return {
    folder,
    git,
    write: (path, text = '') => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    commit: (message) => {
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '--message', message);
      return git('rev-parse', 'HEAD');
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
