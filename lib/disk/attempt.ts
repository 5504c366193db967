import { fileReason, WriteError } from './write-error.js';

/** Runs a step; what the file system refuses becomes a WriteError that says on which file, and what state the rest is in. */
export type Attempt = <T>(what: string, state: () => string, step: () => T) => T;

/** The attempts of a command, such as `synth`, which their errors name. */
export const attemptsOf =
  (command: string): Attempt =>
  (what, state, step) => {
    try {
      return step();
    } catch (error) {
      throw new WriteError(`cannot ${what}: ${fileReason(error, command)}; ${state()}`, { cause: error });
    }
  };

/** The state of the rest before the first change. */
export const unchanged = (): string => 'nothing was changed';

/** Tries what may fail: cleaning up after an error, which must not be hidden by a second one, or what a file system may lack. */
export function quietly(step: () => void): void {
  try {
    step();
  } catch {
    // The next run removes what is left.
  }
}
