/** What keeps files from being written or compared: the message says which file, why, and what state the rest is in. */
export class WriteError extends Error {
  override readonly name = 'WriteError';
}

type Reason = (command: string) => string;

/** Why a file system refused something, by the code of the error; `command` is what writes, such as `synth`. */
const reasons: ReadonlyMap<string, Reason> = new Map<string, Reason>([
  ['EACCES', () => 'permission denied'],
  ['EPERM', () => 'permission denied'],
  ['EROFS', () => 'the file system is read-only'],
  ['ENOSPC', () => 'no space left on device'],
  ['EDQUOT', () => 'the disk quota is used up'],
  ['EFBIG', () => 'the file is too large for this file system'],
  ['EMFILE', () => 'too many files are open'],
  ['ENFILE', () => 'too many files are open'],
  ['ENAMETOOLONG', () => 'the name is too long for this file system'],
  ['ENOTDIR', () => 'a file is in the place of a folder'],
  ['EISDIR', () => 'a folder is in its place'],
  ['ELOOP', () => 'a symbolic link leads to itself'],
  ['EEXIST', (command) => `something is in its place already, perhaps of another ${command} into the same folder`],
  ['ENOENT', (command) => `it is gone, perhaps by another ${command} into the same folder`],
]);

const hasCode = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';

/** Says in words why a file system refused something to `command`; for an error of another source its own message. */
export function fileReason(error: unknown, command: string): string {
  if (!hasCode(error)) return error instanceof Error ? error.message : String(error);
  return reasons.get(error.code)?.(command) ?? error.message;
}
