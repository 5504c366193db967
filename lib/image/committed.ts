import type { BuildIdentity } from '../definition/build-identity.js';
import { DefinitionError } from '../definition/problems.js';

/** The identity of a build that may be pushed. Throws a DefinitionError of the service where nobody could build it again: outside of git, and with changes that no commit has. */
export const committed = (service: string, identity: BuildIdentity | undefined): BuildIdentity => {
  if (identity === undefined)
    throw new DefinitionError(service, [
      {
        path: 'build',
        message: 'it stands in no git repository, so nothing says what is pushed',
        fix: 'commit it, or do not push it',
      },
    ]);
  if (identity.dirty)
    throw new DefinitionError(service, [
      {
        path: 'build',
        message: 'its folder has changes that no commit has, so nobody could build it again',
        value: identity.version,
        fix: 'commit them, or do not push it',
      },
    ]);
  return identity;
};
