import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Digest, type ImageReference, RepositoryName, Tag } from './definition/image.js';
import { DefinitionError, problemsOf } from './definition/problems.js';
import { Name } from './definition/scalars.js';

const Entry = z
  .strictObject({
    /** the repository; default: the registry and the service's name */
    repository: RepositoryName.optional(),
    /** the tag that was built */
    tag: Tag.optional(),
    /** the digest that the registry gave it */
    digest: Digest.optional(),
  })
  .refine(({ tag, digest }) => tag !== undefined || digest !== undefined, 'expected a tag, a digest, or both');

/** Which image each service runs: by service, then by environment, where `*` stands for all that are not named. */
export const ImagesLock = z.record(Name, z.record(z.union([Name, z.literal('*')]), Entry));

/** Which image each service runs. */
export type ImagesLock = z.output<typeof ImagesLock>;

/** The image of a service that the kit builds: from the lock, or `local` for work on one's own machine. */
export const lockedImage = (
  lock: ImagesLock,
  {
    service,
    environment,
    registry,
    local,
  }: {
    readonly service: string;
    readonly environment: string;
    readonly registry: string | undefined;
    readonly local: boolean;
  },
): ImageReference => {
  const repository = registry === undefined ? service : `${registry}/${service}`;
  const entries = Object.hasOwn(lock, service) ? lock[service] : undefined;
  const named = entries !== undefined && Object.hasOwn(entries, environment) ? entries[environment] : undefined;
  const entry = named ?? entries?.['*'];
  if (entry === undefined) return local ? { repository, tag: 'local' } : { repository };
  return {
    repository: entry.repository ?? repository,
    ...(entry.tag !== undefined && { tag: entry.tag }),
    ...(entry.digest !== undefined && { digest: entry.digest }),
  };
};

/** What a lock file looks like, for errors. */
const example = '{ "orders": { "*": { "tag": "1.0.0" } } }';

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
      ? fail(`it is no JSON: ${error.message}`, `restore it from git, or write it anew: ${example}`)
      : fail('the lock file of images cannot be read', `write it, as in ${example}, or leave the option away`);
  }
  const parsed = ImagesLock.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  const problems = problemsOf(parsed.error, input, ImagesLock);
  throw new DefinitionError(
    file,
    problems.map((problem) => ({ fix: `write it as in ${example}`, ...problem })),
  );
};
