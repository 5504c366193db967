import { createHash } from 'node:crypto';
import { open, readdir, readlink } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pLimit from 'p-limit';
import { DefinitionError } from '../definition/problems.js';
import { fileReason } from '../disk/write-error.js';
import { digestOf } from './digest.js';
import { type Ignored, readIgnored } from './ignored.js';

/** Something that a build sees: its path below the context, with `/`. */
interface Seen {
  readonly path: string;
  readonly kind: 'file' | 'link';
}

/** Files that are read at once: fewer than any limit of open files. */
const atOnce = 16;

/** Files beyond this size are read in pieces. */
const wholeBytes = 1024 * 1024;

const reading = async <T>(place: string, read: () => Promise<T>): Promise<T> => {
  try {
    return await read();
  } catch (error) {
    throw new DefinitionError(
      place,
      [
        {
          path: '',
          message: `the build sees it, and it cannot be read: ${fileReason(error, 'build')}`,
          fix: 'let it be read, remove it, or hide it in .dockerignore',
        },
      ],
      { cause: error },
    );
  }
};

/** All files and links below a folder of the context that are seen; sockets, pipes and devices are never. */
const seenIn = async (context: string, folder: string, ignored: Ignored): Promise<readonly Seen[]> => {
  const place = join(context, folder);
  const entries = await reading(place, () => readdir(place, { withFileTypes: true }));
  const found: Seen[] = [];
  for (const entry of entries) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!ignored.hidesAll(path)) found.push(...(await seenIn(context, path, ignored)));
    } else if ((entry.isFile() || entry.isSymbolicLink()) && !ignored.hides(path))
      found.push({ path, kind: entry.isFile() ? 'file' : 'link' });
  }
  return found;
};

/** The executable bit of the owner, which is the one that git keeps, and the hash of the content. */
const fileState = async (place: string): Promise<string> => {
  const file = await open(place);
  try {
    const { size, mode } = await file.stat();
    const kind = (mode & 0o100) === 0 ? 'file' : 'program';
    if (size <= wholeBytes) return `${kind} ${digestOf(await file.readFile())}`;
    const hash = createHash('sha256');
    await pipeline(file.createReadStream({ autoClose: false }), hash);
    return `${kind} sha256:${hash.digest('hex')}`;
  } finally {
    await file.close();
  }
};

const stateOf = (context: string, { path, kind }: Seen): Promise<string> => {
  const place = join(context, path);
  return reading(place, async () =>
    kind === 'link' ? `link ${digestOf(await readlink(place, 'buffer'))}` : await fileState(place),
  );
};

/**
 * The hash of all files that a build sees, less what `.dockerignore` hides: their paths, contents and executable bits, and
 * where links lead. The same on any machine, whatever the times, owners and other modes; empty folders are nothing to git
 * and nothing here. The Dockerfile has a hash of its own and is left out, even where a step could copy it; `.dockerignore`
 * is a file as any other, which most hide. A DefinitionError names the file that cannot be read, or the line that is no pattern.
 */
export const contextHash = async (folder: string, dockerfile: string): Promise<string> => {
  const own = posix.normalize(dockerfile);
  const ignored = await readIgnored(folder, own);
  const seen = (await seenIn(folder, '', ignored)).filter(({ path }) => path !== own);
  const limit = pLimit(atOnce);
  const states = await Promise.all(
    seen.map((one) => limit(async () => ({ path: one.path, state: await stateOf(folder, one) }))),
  );
  const hash = createHash('sha256');
  // No path holds a zero, so that no two lists are one text.
  for (const { path, state } of states.sort((a, b) => (a.path < b.path ? -1 : 1))) hash.update(`${state} ${path}\0`);
  return `sha256:${hash.digest('hex')}`;
};
