import { readFileSync } from 'node:fs';
import type { ImageReference } from './definition/image.js';
import { DefinitionError, problemsOf } from './definition/problems.js';
import { fileReason } from './disk/write-error.js';
import { everywhere } from './images-lock/keys.js';
import { ImagesLock, type LockEntry } from './images-lock/schema.js';

export { ImagesLock, LockEntry } from './images-lock/schema.js';

/** What a lock entry is looked up by: the service, and the environment with the channel that it follows, if any. */
export interface LockKey {
  readonly service: string;
  readonly environment: string;
  readonly channel?: string | undefined;
}

/** The entry that holds for an environment, and what it stands under: the environment, its channel, or `*`. */
export const lockedEntry = (
  lock: ImagesLock,
  { service, environment, channel }: LockKey,
): { readonly under: string; readonly entry: LockEntry } | undefined => {
  const entries = Object.hasOwn(lock, service) ? lock[service] : undefined;
  if (entries === undefined) return undefined;
  for (const under of [environment, channel, everywhere]) {
    const entry = under !== undefined && Object.hasOwn(entries, under) ? entries[under] : undefined;
    if (under !== undefined && entry !== undefined) return { under, entry };
  }
  return undefined;
};

/** The command that builds an image and writes the lock entry that stands under an environment, a channel, or `*`. */
export const buildCommand = (service: string, under: string = everywhere): string =>
  `slipway build --push ${under === everywhere ? '' : `--for ${under} `}${service}`;

/** A locked image, what it stands under, and the version that its build was called, where the lock knows it. */
export interface LockedImage extends ImageReference {
  readonly under?: string;
  readonly version?: string;
}

/** The image of a service that the kit builds: from the lock, or `local` for work on one's own machine. */
export const lockedImage = (
  lock: ImagesLock,
  {
    registry,
    local,
    ...key
  }: LockKey & {
    readonly registry: string | undefined;
    readonly local: boolean;
  },
): LockedImage => {
  const repository = registry === undefined ? key.service : `${registry}/${key.service}`;
  const found = lockedEntry(lock, key);
  if (found === undefined) return local ? { repository, tag: 'local' } : { repository };
  const { under, entry } = found;
  return {
    under,
    repository: entry.repository ?? repository,
    ...(entry.tag !== undefined && { tag: entry.tag }),
    ...(entry.digest !== undefined && { digest: entry.digest }),
    ...(entry.build !== undefined && { version: entry.build.version }),
  };
};

/** What a lock file looks like, for errors. */
const example = '{ "orders": { "*": { "tag": "1.0.0" } } }';

/** What mends a malformed lock, or the entry of a service in it: a build takes over nothing that it cannot read. */
const mending = (path: string): string => {
  const [, service, under] = /^([a-z][-a-z0-9]*)(?:\.([a-z][-a-z0-9]*))?/.exec(path) ?? [];
  return service === undefined
    ? `restore the file from git, or remove it and run "slipway build --push"; by hand it is as in ${example}`
    : `restore the entry from git, or remove it and run "${buildCommand(service, under)}"; by hand it is as in ${example}`;
};

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Reads a lock file; throws a DefinitionError when it is not there or malformed. */
export const readImagesLock = (file: string): ImagesLock => {
  const fail = (message: string, fix: string): never => {
    throw new DefinitionError(file, [{ path: '', message, fix }]);
  };
  let input: unknown;
  try {
    input = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return error instanceof SyntaxError
      ? fail(`it is no JSON: ${error.message}`, mending(''))
      : isMissing(error)
        ? fail(
            'the lock file of images is not there',
            `write it with slipway build --push, or as in ${example}, or leave the option away`,
          )
        : fail(
            `the lock file of images cannot be read: ${fileReason(error, 'read')}`,
            'let it be a file that can be read, or remove it',
          );
  }
  const parsed = ImagesLock.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  const problems = problemsOf(parsed.error, input, ImagesLock);
  throw new DefinitionError(
    file,
    problems.map((problem) => ({ fix: mending(problem.path), ...problem })),
  );
};
