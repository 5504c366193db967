import { DefinitionError } from './definition/problems.js';
import { WorkspaceError } from './workspace.js';

/**
 * Runs the main function of an app: what is wrong with its input is printed without a stack, and the process exits with 1;
 * anything else is our fault or the app's own, and is thrown on.
 */
export const run = async (main: () => void | Promise<void>): Promise<void> => {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof DefinitionError || error instanceof WorkspaceError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
};
