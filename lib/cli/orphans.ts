import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isGenerated } from '../files/marker.js';
import type { FolderPlan } from '../files/write.js';
import type { Workspace } from './workspace.js';

const isOurs = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isFile() === true && isGenerated(readFileSync(path, 'utf8'));

/** Folders of a workspace whose definition is gone, and which still hold generated files: they should hold none. */
export const orphans = (
  { folder, entries }: Pick<Workspace, 'folder' | 'entries'>,
  known: readonly string[],
): readonly FolderPlan[] => {
  const defined = new Set(entries.map(({ source }) => join(dirname(source))));
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .map(({ name }) => join(folder, name))
    .filter((path) => !defined.has(path) && known.some((name) => isOurs(join(path, name))))
    .sort()
    .map((path) => ({ folder: path, files: [], local: [], known }));
};
