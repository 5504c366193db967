import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DefinitionError } from '../definition/problems.js';
import { type ImagesLock, readImagesLock } from '../images-lock.js';
import { findDefinitions } from '../load.js';
import { loadWorkspace } from '../workspace/load.js';
import { WorkspaceError } from '../workspace/problems.js';
import type { WorkspaceEntry } from '../workspace.js';
import type { CommonOptions } from './options.js';
import { findPlatform, type PlatformFile, readPlatform } from './platform-file.js';
import { readTypeScript } from './typescript.js';

/** A workspace as it is on the disk: read, not yet resolved. */
export interface Workspace extends PlatformFile {
  /** the folder, as seen from the working folder */
  readonly folder: string;
  readonly entries: readonly WorkspaceEntry[];
  readonly images: ImagesLock;
}

const seenFromHere = (path: string): string => relative('', path) || '.';

/**
 * Reads the definitions, the platform and the images lock of a workspace. Throws a WorkspaceError that tells what is wrong
 * with any of these files, all at once.
 */
export const readWorkspace = async (
  options: Pick<CommonOptions, 'workspace' | 'platform' | 'images'>,
): Promise<Workspace> => {
  const folder = seenFromHere(options.workspace);
  const definitions = await findDefinitions(folder);
  const platformFile = options.platform === undefined ? await findPlatform(folder) : seenFromHere(options.platform);
  await readTypeScript([...definitions, ...(platformFile === undefined ? [] : [platformFile])]);
  const [platform, images, entries] = await Promise.allSettled([
    readPlatform(platformFile),
    readImages(folder, options.images),
    loadWorkspace(folder),
  ]);
  if (platform.status === 'fulfilled' && images.status === 'fulfilled' && entries.status === 'fulfilled')
    return { folder, ...platform.value, images: images.value, entries: entries.value };
  throw together([platform, images, entries].flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])));
};

const readImages = async (folder: string, named: string | undefined): Promise<ImagesLock> => {
  const found = join(folder, 'images.lock.json');
  if (named !== undefined) return readImagesLock(seenFromHere(named));
  return existsSync(found) ? readImagesLock(found) : {};
};

/** One error of many; one that is not about a file hides the others. */
const together = (reasons: readonly unknown[]): unknown => {
  const errors: DefinitionError[] = [];
  for (const reason of reasons)
    if (reason instanceof WorkspaceError) errors.push(...reason.errors);
    else if (reason instanceof DefinitionError) errors.push(reason);
    else return reason;
  return new WorkspaceError(errors);
};
