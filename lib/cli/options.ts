import { type Command, InvalidArgumentError } from 'commander';

/** What every command takes. */
export interface CommonOptions {
  readonly workspace: string;
  readonly platform?: string;
  readonly images?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly color: boolean;
  readonly debug?: boolean;
}

/** Takes any path but an empty one, which an unset variable of a shell script leaves. */
export const pathText = (text: string): string => {
  if (text.trim() === '') throw new InvalidArgumentError('it is empty.');
  return text;
};

/** Adds the options that every command takes. */
export const common = (command: Command): Command =>
  command
    .option(
      '-w, --workspace <folder>',
      'the folder that holds the services, each in a folder of its own',
      pathText,
      '.',
    )
    .option(
      '--platform <file>',
      'the platform (default: platform.{ts,js,yaml,json} in the workspace, if any)',
      pathText,
    )
    .option('--images <file>', 'the images lock (default: images.lock.json in the workspace, if any)', pathText)
    .option('--json', 'print the result as JSON')
    .option('-q, --quiet', 'print nothing when all is well')
    .option('--no-color', 'print no colours, as NO_COLOR=1 does')
    .option('--debug', 'print the stack of an unexpected error')
    .helpOption('-h, --help', 'print this help');

/** Command lines as a help text shows them. */
export const examples = (lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
