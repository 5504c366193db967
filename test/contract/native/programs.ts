import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const path = (process.env.PATH ?? '').split(delimiter);

/** Debian keeps the server's programs outside the PATH, a folder a version; the newest goes first. */
const debian = '/usr/lib/postgresql';
const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
const databaseFolders = [...path, ...versions.map((version) => join(debian, version, 'bin'))];

const find = (program: string, folders: readonly string[]): string | undefined =>
  folders.map((folder) => join(folder, program)).find((file) => existsSync(file));

/** The programs beside Go that the suite runs, each with where it is to be had. */
const sources = {
  go: ['https://go.dev/dl, 1.26 or later', path],
  gofmt: ['https://go.dev/dl, 1.26 or later', path],
  cc: ['apt-get install gcc', path],
  initdb: ['apt-get install postgresql', databaseFolders],
  postgres: ['apt-get install postgresql', databaseFolders],
  pg_isready: ['apt-get install postgresql', databaseFolders],
  'redis-server': ['apt-get install redis-server', path],
  promtool: ['apt-get install prometheus', path],
} as const;

/** The name of a program that may be missing. */
export type Program = keyof typeof sources;

/** Where a program is; throws with where it is to be had. */
export const locate = (program: Program): string => {
  const [source, folders] = sources[program];
  const found = find(program, folders);
  if (found === undefined) throw new Error(`${program} is missing (${source})`);
  return found;
};

/** What this machine lacks of these programs, each with where it is to be had; empty when nothing is missing. */
export const missing = (programs: readonly Program[]): readonly string[] =>
  programs.flatMap((program) => {
    const [source, folders] = sources[program];
    return find(program, folders) === undefined ? [`${program} (${source})`] : [];
  });

/** What the stores of `startStores` need. */
export const storePrograms: readonly Program[] = ['initdb', 'postgres', 'pg_isready', 'redis-server'];
