import { relative } from 'node:path';
import { DefinitionError } from '../definition/problems.js';
import type { WorkspaceEntry } from '../entries/entry.js';
import { WorkspaceError } from '../entries/problems.js';
import { findDefinitions, type LoadedDefinition, loadDefinition } from '../load.js';

/** Files that are read at once: fewer than any limit of open files. */
const atOnce = 32;

/**
 * Loads the definitions of a folder and of the folders in it, sorted by path. Throws a WorkspaceError that lists every
 * file that cannot be read as a definition, or says that there is none: an empty workspace would remove every manifest.
 * Errors name files as seen from the working folder.
 */
export const loadWorkspace = async (folder: string): Promise<readonly WorkspaceEntry[]> => {
  const dir = relative('', folder) || '.';
  const files = await findDefinitions(dir);
  if (files.length === 0)
    throw new WorkspaceError([
      new DefinitionError(dir, [
        {
          path: '',
          message: 'there is no definition in it',
          allowed: 'service.yaml, service.ts and the like, in the folder itself or one level below it',
          fix: 'name the folder that holds the folders of the services',
        },
      ]),
    ]);
  const loaded: LoadedDefinition[] = [];
  const errors: DefinitionError[] = [];
  for (let at = 0; at < files.length; at += atOnce)
    for (const one of await Promise.allSettled(files.slice(at, at + atOnce).map(loadDefinition))) {
      if (one.status === 'fulfilled') loaded.push(one.value);
      else if (one.reason instanceof DefinitionError) errors.push(one.reason);
      else throw one.reason;
    }
  if (errors.length > 0) throw new WorkspaceError(errors);
  return loaded;
};
