import type { BuildIdentity } from '../definition/build-identity.js';
import { DefinitionError, problemsOf } from '../definition/problems.js';
import { LockEntry } from './schema.js';

/** What was hashed of a service's source before it was built. */
export interface BuiltSource {
  /** the hash of the files that the build saw */
  readonly context: string;
  /** the hash of the Dockerfile */
  readonly dockerfile: string;
  /** true when the team keeps the Dockerfile itself */
  readonly ownDockerfile: boolean;
}

/**
 * The entry of an image that was built and pushed, for the lock. Throws a DefinitionError for a digest that is none, and for
 * an identity that names no commit.
 */
export const lockEntry = (
  {
    repository,
    tag,
    platforms,
  }: { readonly repository: string; readonly tag: string; readonly platforms: readonly string[] },
  {
    digest,
    identity,
    source,
  }: { readonly digest: string; readonly identity: BuildIdentity; readonly source: BuiltSource },
): LockEntry => {
  const { version, commit, dirty, time } = identity;
  const { context, dockerfile, ownDockerfile } = source;
  const entry = {
    repository,
    tag,
    digest,
    platforms: [...new Set(platforms)].sort(),
    build: { version, commit, dirty, time, context, dockerfile, ...(ownDockerfile && { ownDockerfile }) },
  };
  const parsed = LockEntry.safeParse(entry, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new DefinitionError(`${repository}:${tag}`, problemsOf(parsed.error, entry, LockEntry));
};
