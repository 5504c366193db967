import type { Folders } from '../../disk/folders.js';
import { isFileIn, isTaken, readFileIn } from '../../disk/read.js';
import type { Access } from '../../disk/staging.js';
import type { GeneratedFile } from '../generated-file.js';
import { isGenerated } from '../marker.js';
import type { FileReport, LocalFileText } from './types.js';

/** What is in a file's place, and who may read and write it afterwards. */
export interface Finding extends FileReport {
  readonly access?: Access;
}

/** The name of what writes, in errors. */
export const command = 'generate';

const localMode = 0o644;

/** Compares a file with its text; `owned` says which files are not ours. Without `fresh` the system says what a new one has. */
function compared(
  folders: Folders,
  { path, text }: GeneratedFile,
  owned: (before: string) => boolean,
  fresh?: Access,
): Finding {
  const base = { folder: folders.root, path };
  const found = readFileIn(folders, path, command);
  if (found === undefined) return { ...base, state: 'missing', after: text, ...(fresh && { access: fresh }) };
  if (found.bytes.equals(Buffer.from(text))) return { ...base, state: 'unchanged' };
  const before = found.bytes.toString('utf8');
  if (owned(before)) return { ...base, state: 'owned' };
  return { ...base, state: 'stale', before, after: text, access: found.access };
}

/** Looks at a generated file: one without our marker is the team's own. */
export const generatedFile = (folders: Folders, file: GeneratedFile): Finding =>
  compared(folders, file, (before) => !isGenerated(before));

/** Looks at a local file: whatever is in the place of one that is kept is the developer's own, a link too. */
export function localFile(folders: Folders, file: LocalFileText): Finding {
  const { path, keep, mode = localMode, from } = file;
  if (keep && isTaken(folders, path)) return { folder: folders.root, path, state: 'unchanged', local: true };
  const found = compared(folders, file, () => false, { mode });
  if (from !== undefined && found.state === 'stale' && found.before !== from)
    throw new Error('somebody changed it meanwhile: generate again');
  return { ...found, local: true };
}

/** Looks at a path that may be left over: a file with our marker; a link, or what is behind one, never is. */
export function leftOver(folders: Folders, path: string): readonly Finding[] {
  const before = isFileIn(folders, path) ? readFileIn(folders, path, command)?.bytes.toString('utf8') : undefined;
  if (before === undefined || !isGenerated(before)) return [];
  return [{ folder: folders.root, path, state: 'left over', before }];
}
