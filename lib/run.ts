import { DefinitionError } from './definition/problems.js';
import { WriteError } from './disk/write-error.js';
import { WorkspaceError } from './entries/problems.js';
import { PatchError } from './kubernetes/json-patch.js';
import { SynthError } from './synth/synth-error.js';

/** What is wrong with the input, or with the disk: the message says everything. */
const expected = [DefinitionError, WorkspaceError, PatchError, SynthError, WriteError];

/**
 * Runs the main function of an app: what is wrong with its input is printed without a stack, and the process exits with 1;
 * anything else is our fault or the app's own, and is thrown on.
 */
export const run = async (main: () => void | Promise<void>): Promise<void> => {
  try {
    await main();
  } catch (error) {
    if (!expected.some((kind) => error instanceof kind) || !(error instanceof Error)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
};
