import { Command, CommanderError } from 'commander';
import { build } from './build.js';
import { failure } from './failure.js';
import { generate } from './generate.js';
import { examples } from './options.js';
import type { Action, Outcome, Perform } from './outcome.js';
import { showProgress } from './progress.js';
import { synth } from './synth.js';
import { type Output, plainStyle, styleOf } from './terminal.js';
import { validate } from './validate.js';
import { verifyImage } from './verify-image.js';

/** What the command line takes from the process that runs it. */
export interface Host {
  readonly version: string;
  readonly stdout: Output;
  readonly stderr: Output;
  /** the day it is (UTC), such as `2027-03-31` */
  readonly today: () => string;
}

const exitCodes = `
Exit codes:
  0   fine
  1   the input is wrong: a definition, a finding, a stale file
  2   misuse: an unknown command, option or service
  70  a fault of slipway itself
  130 ended by Ctrl-C, in the midst of builds; 143 by SIGTERM`;

/**
 * Runs one command line, `arguments_` without the program's own name, and gives its exit code: 0 fine, 1 the input is wrong,
 * 2 misuse, 70 our fault, 128 and its number for a signal that ended it. Results go to `stdout`; errors, notes and progress
 * to `stderr`.
 */
export const slipway = async (arguments_: readonly string[], host: Host): Promise<number> => {
  let code = 0;
  const perform: Perform = async (options, action) => {
    const outcome = await attempt(action, options.debug === true, host, options.quiet === true);
    print(outcome, options, host);
    code = outcome.code;
  };
  try {
    await program(host, perform).parseAsync([...arguments_], { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
};

const program = (host: Host, perform: Perform): Command => {
  const { stdout, stderr } = host;
  const all = new Command('slipway')
    .description('One validated service definition in; everything the service needs in production out.')
    .version(host.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'slipway: ')),
      getOutHelpWidth: () => stdout.columns || 80,
      getErrHelpWidth: () => stderr.columns || 80,
    })
    .showHelpAfterError('see slipway --help')
    .exitOverride()
    .addHelpText(
      'after',
      examples([
        'slipway generate',
        'slipway generate --check',
        'slipway validate',
        'slipway build --push',
        'slipway verify-image',
        'slipway synth',
      ]),
    )
    .addHelpText('after', exitCodes);
  synth(all, perform);
  generate(all, perform, host.today);
  validate(all, perform, host.today);
  build(all, perform, stderr);
  verifyImage(all, perform, host.today);
  return all;
};

const attempt = async (action: Action, debug: boolean, { stderr }: Host, quiet: boolean): Promise<Outcome> => {
  const progress = showProgress(stderr, { shown: !quiet && stderr.isTTY === true });
  try {
    return await action(progress);
  } catch (error) {
    return failure(error, debug);
  } finally {
    progress.end();
  }
};

const print = (
  { code, json, text, failed = false }: Outcome,
  { json: asJson, quiet, color }: Parameters<Perform>[0],
  { stdout, stderr }: Host,
): void => {
  if (asJson) stdout.write(`${JSON.stringify({ ok: code === 0, ...json }, null, 2)}\n`);
  if (asJson ? !failed : quiet && code === 0) return;
  const stream = failed ? stderr : stdout;
  const told = text(color ? styleOf(stream) : plainStyle);
  if (told !== '') stream.write(`${told}\n`);
};
