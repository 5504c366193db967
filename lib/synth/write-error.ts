/** Why a file system refused something, by the code of the error. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'no space left on device'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EFBIG', 'the file is too large for this file system'],
  ['EMFILE', 'too many files are open'],
  ['ENFILE', 'too many files are open'],
  ['ENAMETOOLONG', 'the name is too long for this file system'],
  ['ENOTDIR', 'a file is in the place of a folder'],
  ['EISDIR', 'a folder is in its place'],
  ['EEXIST', 'something is in its place already, perhaps of another synth into the same folder'],
  ['ENOENT', 'it is gone, perhaps by another synth into the same folder'],
]);

const hasCode = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';

/** Says in words why a file system refused something; for an error of another source its own message. */
export function fileReason(error: unknown): string {
  if (!hasCode(error)) return error instanceof Error ? error.message : String(error);
  return REASONS.get(error.code) ?? error.message;
}
