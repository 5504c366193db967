import type { DefinitionError } from '../definition/problems.js';
import type { Outcome } from './outcome.js';
import { shownSafely } from './terminal.js';

/** A command line that asks for what there is not. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Errors whose message says everything: by name, as a definition may bring its own copy of the library. */
const expected = ['DefinitionError', 'WorkspaceError', 'PatchError', 'SynthError', 'WriteError'];

/** Whether an error is about the input or the disk, so that its message says everything. */
export const isExpected = (error: unknown): error is Error => error instanceof Error && expected.includes(error.name);

/** Whether an error tells of definitions, by name, as a definition may bring its own copy of the library. */
export const isWorkspaceError = (error: Error): error is Error & { readonly errors: readonly DefinitionError[] } =>
  error.name === 'WorkspaceError' && 'errors' in error;

const isDefinitionError = (error: Error): error is DefinitionError =>
  error.name === 'DefinitionError' && 'problems' in error;

/** One error as JSON: its file and the problems in it, where it has them. */
const described = (error: Error): readonly Readonly<Record<string, unknown>>[] => {
  if (isWorkspaceError(error)) return error.errors.flatMap(described);
  if (isDefinitionError(error)) return [{ source: error.source, problems: error.problems }];
  return [{ message: error.message }];
};

const failed = (code: 1 | 2 | 70, errors: Outcome['json'][string], message: string): Outcome => ({
  code,
  json: { errors },
  text: (style) => message.replace(/^.*/, (first) => style('red', first)),
  failed: true,
});

const isSystemError = (error: unknown): error is NodeJS.ErrnoException & { readonly path: string } =>
  error instanceof Error && 'syscall' in error && 'path' in error && typeof error.path === 'string';

/** The first line of what was thrown, which may be anything. */
const firstLine = (error: unknown): string => {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return shownSafely(text.split(/\r?\n/, 1).join('').slice(0, 300));
};

const fault = 'this is a fault of slipway, not of your files: please report it, with the command that you ran';
const unhandled = 'no code handled it: that of a definition or a platform, or that of slipway';

/** What is told of an error that nobody expected; its stack only on request. `late` is one that no call waited for. */
export const faultText = (error: unknown, { debug, late = false }: { debug: boolean; late?: boolean }): string => {
  const stack = error instanceof Error && error.stack !== undefined ? error.stack : String(error);
  return [
    `slipway: unexpected error: ${firstLine(error)}`,
    late ? unhandled : fault,
    debug ? shownSafely(stack) : 'the option --debug adds where it happened',
  ].join('\n');
};

/** The outcome of a command that threw: 1 when the input is wrong, 2 for misuse, 70 when it is our fault. */
export const failure = (error: unknown, debug: boolean): Outcome => {
  if (error instanceof UsageError) return failed(2, [{ message: error.message }], `slipway: ${error.message}`);
  if (isExpected(error)) return failed(1, described(error), withCause(error, debug));
  if (isSystemError(error)) {
    const message = `${error.path}: ${error.message}`;
    return failed(1, [{ source: error.path, message: error.message }], message);
  }
  return failed(70, [{ message: firstLine(error) }], faultText(error, { debug }));
};

/** With `--debug` the stack of what a definition's own code threw. */
const withCause = ({ message, cause }: Error, debug: boolean): string =>
  debug && cause instanceof Error && cause.stack !== undefined ? `${message}\n${shownSafely(cause.stack)}` : message;
