import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What one run of make came to; `calls` are the programs that it started, each with its arguments. */
export interface Run {
  readonly status: number | null;
  readonly output: string;
  readonly calls: readonly (readonly string[])[];
}

/** A folder with a Makefile, a git repository, and stand-ins for the programs that a Makefile starts. */
export interface Workshop {
  readonly folder: string;
  /** runs git; commits have the time 2026-03-01 23:30 five hours west of Greenwich */
  readonly git: (...args: readonly string[]) => string;
  /** runs make with these arguments and further variables */
  readonly make: (args: readonly string[], variables?: Readonly<Record<string, string>>) => Run;
  /** whether anything of the outside has been executed: the values that are tried all make a file `pwned` */
  readonly harmed: () => boolean;
  readonly remove: () => void;
}

const recorder = (name: string): string => `#!/bin/sh
{ printf '%s\\0' ${name} "$@"; printf '\\n\\0'; } >>"$CALLS"
[ ${name} != kubectl ] || exit "\${KUBECTL_STATUS-0}"
`;

const callsIn = (path: string): readonly (readonly string[])[] =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\0\n\0')
        .filter((call) => call !== '')
        .map((call) => call.split('\0'))
    : [];

const allStandIns = ['docker', 'kubectl', 'go'];

/** Opens a workshop for a Makefile, in a fresh folder whose name has a space. */
export const workshop = (makefile: string, standIns: readonly string[] = allStandIns): Workshop => {
  const base = mkdtempSync(join(tmpdir(), 'slipway make-'));
  const folder = join(base, 'service');
  const programs = join(base, 'programs');
  const record = join(base, 'calls');
  mkdirSync(folder);
  mkdirSync(programs);
  writeFileSync(join(folder, 'Makefile'), makefile);
  for (const name of standIns) {
    writeFileSync(join(programs, name), recorder(name));
    chmodSync(join(programs, name), 0o755);
  }
  const { PATH = '', HOME = '' } = process.env;
  const environment = { PATH: `${programs}${delimiter}${PATH}`, HOME, CALLS: record, GIT_CEILING_DIRECTORIES: base };
  const nobody = ['-c', 'user.name=nobody', '-c', 'user.email=nobody@example.com', '-c', 'commit.gpgsign=false'];
  const gitEnvironment = { PATH, HOME, GIT_COMMITTER_DATE: '2026-03-01T23:30:00 -0500' };
  return {
    folder,
    git: (...args) =>
      execFileSync('git', [...nobody, ...args], { cwd: folder, env: gitEnvironment, encoding: 'utf8', stdio: 'pipe' }),
    make: (args, variables = {}) => {
      rmSync(record, { force: true });
      const env = { ...environment, ...variables };
      const { status, stdout, stderr, error } = spawnSync('make', args, { cwd: folder, env, encoding: 'utf8' });
      if (error !== undefined) throw error;
      return { status, output: stdout + stderr, calls: callsIn(record) };
    },
    harmed: () => [base, folder, programs].some((place) => existsSync(join(place, 'pwned'))),
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
};
