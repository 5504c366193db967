import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { attempt, type Outcome } from '../docker/command.js';
import type { Clone } from './workspace.js';

/** What node is given to run `slipway` in a clone: one process, so that a signal meets the program itself. */
export const slipwayArguments = (clone: Clone, args: readonly string[]): readonly string[] => [
  '--import',
  'tsx',
  join(clone.root, 'lib/cli/main.ts'),
  ...args,
  ...(args.length === 0 ? [] : ['--workspace', clone.apps]),
];

/** Runs `slipway` from its source in a clone, to its end. */
export const runSlipway = (
  clone: Clone,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Outcome> => attempt(process.execPath, slipwayArguments(clone, args), { cwd: clone.root, env });

/** Runs `slipway`, and sends it a signal as soon as `when` is so. */
export const interruptSlipway = async (
  clone: Clone,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  { signal, when }: { signal: NodeJS.Signals; when: () => Promise<boolean> },
): Promise<Outcome & { readonly seconds: number }> => {
  const child = spawn(process.execPath, slipwayArguments(clone, args), {
    cwd: clone.root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said.stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said.stderr += chunk;
  });
  const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 128)));
  for (let tries = 0; child.exitCode === null && !(await when()); tries += 1) {
    if (tries > 600) child.kill('SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const began = Date.now();
  child.kill(signal);
  const status = await ended;
  return { status, ...said, seconds: (Date.now() - began) / 1000 };
};
