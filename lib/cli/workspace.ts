import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { DefinitionError } from '../definition/problems.js';
import type { WorkspaceEntry } from '../entries/entry.js';
import { WorkspaceError } from '../entries/problems.js';
import { type ImagesLock, readImagesLock } from '../images-lock.js';
import { findDefinitions } from '../load.js';
import { loadWorkspace } from '../workspace/load.js';
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
  if (folder === '.' && options.platform === undefined && options.images === undefined)
    await demandWhole(folder, definitions);
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

/**
 * Refuses a folder that is one service of a workspace: its files would be made without the platform. Such a folder is the working folder, has a
 * definition of its own and neither platform nor images lock, and the folder around it has one of them.
 */
const demandWhole = async (folder: string, definitions: readonly string[]): Promise<void> => {
  const around = join(folder, '..');
  const facts = async (dir: string): Promise<string | undefined> =>
    (await findPlatform(dir)) ?? [join(dir, lockName)].find((file) => existsSync(file));
  const own = definitions.find((file) => join(dirname(file)) === folder);
  if (own === undefined || (await facts(folder)) !== undefined) return;
  const found = await facts(around);
  if (found === undefined) return;
  throw new WorkspaceError([
    new DefinitionError(own, [
      {
        path: '',
        message: `it is a service of the workspace ${around}, which has ${found}`,
        fix: `run it for the workspace: slipway … --workspace ${around}`,
      },
    ]),
  ]);
};

/** What the images lock of a workspace is called. */
export const lockName = 'images.lock.json';

const readImages = async (folder: string, named: string | undefined): Promise<ImagesLock> => {
  const found = join(folder, lockName);
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
