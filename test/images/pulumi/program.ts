import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { attempt, type Outcome } from '../../docker/command.js';
import type { Context } from '../context.js';
import { ended } from '../outcome.js';
import type { Clone } from '../workspace.js';

/** The Pulumi program of a clone, with one stack in the program's own backend. */
export interface Program {
  /** Runs `pulumi` in the program's folder, to its end. */
  readonly run: (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Outcome>;
  /** all that the program keeps, as text: the state with its history and backups, and the stack's configuration */
  readonly kept: () => string;
}

const stack = 'suite';

const textsIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));

/** What a program is configured with: texts, and what `--secret` takes. */
interface Configuration {
  readonly plain: Readonly<Record<string, string>>;
  readonly secret?: Readonly<Record<string, string>>;
}

/** Begins a stack of a clone's program, with the programs that were built into a folder. */
export const beginProgram = async (
  { docker, builder, work }: Context,
  programs: string,
  clone: Clone,
  { plain, secret = {} }: Configuration,
): Promise<Program> => {
  const folder = join(clone.apps, 'images');
  const home = join(work, 'pulumi-home');
  mkdirSync(home, { recursive: true });
  const environment = {
    ...docker.env,
    ...builder.env,
    ...clone.env(),
    PATH: `${programs}${delimiter}${process.env.PATH ?? ''}`,
    // Today's engine does not tell a host of that age the runtime's options of Pulumi.yaml, which say the same.
    NODE_OPTIONS: '--import tsx',
    NO_COLOR: '1',
    // Whoever runs the suite may work with another backend and another stack.
    PULUMI_BACKEND_URL: '',
    PULUMI_STACK: stack,
    PULUMI_HOME: home,
    PULUMI_CONFIG_PASSPHRASE: 'the passphrase of no one',
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
    PULUMI_SKIP_UPDATE_CHECK: 'true',
  };
  const run: Program['run'] = (args, env = {}) =>
    attempt(join(programs, 'pulumi'), [...args, '--non-interactive'], {
      cwd: folder,
      env: { ...environment, ...env },
      seconds: 900,
    });
  ended('pulumi stack init', await run(['stack', 'init', stack]), 0);
  const set = async (name: string, value: string, ...options: readonly string[]): Promise<void> => {
    ended('pulumi config set', await run(['config', 'set', ...options, name, value]), 0);
  };
  for (const [name, value] of Object.entries(plain)) await set(name, value);
  for (const [name, value] of Object.entries(secret)) await set(name, value, '--secret');
  return {
    run,
    kept: () => {
      const state = join(folder, 'state');
      if (!existsSync(state)) throw new Error('the program keeps its state elsewhere than apps/images/state');
      return [...textsIn(state), readFileSync(join(folder, `Pulumi.${stack}.yaml`), 'utf8')].join('\n');
    },
  };
};

/** `pulumi up`, without a preview before it; one failure ends nothing else. */
export const up = ['up', '--yes', '--skip-preview', '--continue-on-error'] as const;
