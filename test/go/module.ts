import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goConfig } from '../../lib/files/go-config.js';
import type { ConfigEntry } from '../../lib/local/types/local.js';
import { program } from './harness.js';

const environment = { ...process.env, GOTOOLCHAIN: 'local', GOPROXY: 'off', GOWORK: 'off', GOFLAGS: '' };

/** Runs a program in a folder; throws with what it printed when it fails. */
export const run = (
  folder: string,
  command: string,
  args: readonly string[],
  options: { readonly input?: string; readonly env?: NodeJS.ProcessEnv } = {},
): string => {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    env: environment,
    ...options,
  });
  if (error !== undefined || status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${error ?? ''}${stdout}${stderr}`);
  return stdout;
};

const packageOf = (index: number): string => `config${index}`;

/** Writes a Go module: the generated configuration of each table as a package, whose folders it returns, and the program. */
export const writeModule = (folder: string, tables: readonly (readonly ConfigEntry[])[]): readonly string[] => {
  const write = (path: string, text: string): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('go.mod', 'module example.com/suite\n\ngo 1.21\n');
  for (const [index, configuration] of tables.entries()) {
    const name = packageOf(index);
    const path = `${name}/config_gen.go`;
    write(path, goConfig({ source: 'service.ts', configuration, goConfig: { path, package: name } }));
  }
  const packages = tables.map((_, index) => packageOf(index));
  write('main.go', program(packages));
  return packages;
};

/** One loading: of which table, from which variables; with `next`, what `Reload` takes from those. */
export interface Request {
  readonly config: number;
  readonly values: Readonly<Record<string, string>>;
  readonly next?: Readonly<Record<string, string>>;
}

/** What came of it: the fields by name, all as texts, or the problems; and everything that a program might print of it. */
export interface Answer {
  readonly Values: Readonly<Record<string, string | null>>;
  readonly Reloaded: Readonly<Record<string, string | null>> | null;
  readonly Problems: readonly string[] | null;
  readonly Error: string;
  readonly Printed: string;
  readonly Table: readonly { readonly Field: string; readonly Name: string; readonly File: string }[];
}

const binary = './suite';

/** Builds the program. */
export const build = (folder: string): void => {
  run(folder, 'go', ['build', '-o', binary, '.']);
};

/** Loads as each request says. */
export const load = (folder: string, requests: readonly Request[]): readonly Answer[] =>
  JSON.parse(run(folder, binary, [], { input: JSON.stringify(requests) }));

/** Loads one table from a real environment of these variables only. */
export const loadFromEnvironment = (folder: string, { config, values }: Request): Answer => {
  const [answer]: readonly Answer[] = JSON.parse(run(folder, binary, [String(config)], { env: { ...values } }));
  if (answer === undefined) throw new Error('the program answered nothing');
  return answer;
};
