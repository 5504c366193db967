import { relative } from 'node:path';
import { DefinitionError } from '../definition/problems.js';
import { findDefinitions, loadDefinition } from '../load.js';
import type { WorkspaceEntry } from '../workspace.js';
import { WorkspaceError } from './problems.js';

/**
 * Loads the definitions of a folder and of the folders in it, sorted by path. Throws a WorkspaceError that lists every
 * file that cannot be read as a definition; errors name files as seen from the working folder.
 */
export const loadWorkspace = async (folder: string): Promise<readonly WorkspaceEntry[]> => {
  const files = await findDefinitions(relative('', folder) || '.');
  const loaded = await Promise.allSettled(files.map(loadDefinition));
  const faults = loaded.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  const errors = faults.filter((fault) => fault instanceof DefinitionError);
  const other = faults.find((fault) => !(fault instanceof DefinitionError));
  if (other !== undefined) throw other;
  if (errors.length > 0) throw new WorkspaceError(errors);
  return loaded.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
};
