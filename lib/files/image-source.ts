import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DefinitionError, type Problem } from '../definition/problems.js';
import { fileReason } from '../disk/write-error.js';
import { contextHash } from '../images-lock/context-hash.js';
import { digestOf } from '../images-lock/digest.js';
import type { BuiltSource } from '../images-lock/entry.js';
import type { ImageBuild } from '../local/types/image-build.js';
import type { LocalService } from '../local/types/local.js';
import { dockerfile } from './dockerfile.js';
import { dockerignore } from './dockerignore.js';
import { isGenerated } from './marker.js';

/** A service whose image is built, not named. */
type Built = LocalService & { readonly imageBuild: ImageBuild };

const again = 'run "slipway generate", and commit what it writes';

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

const readDockerfile = async ({ definition, imageBuild }: Built, file: string): Promise<Buffer> => {
  try {
    return await readFile(file);
  } catch (error) {
    const missing = isMissing(error);
    const problem = {
      path: 'build',
      message: missing ? `${file} is not there` : `${file} cannot be read: ${fileReason(error, 'build')}`,
      fix: imageBuild.generated
        ? missing
          ? again
          : `let it be a file that can be read, or remove it and ${again}`
        : 'write it, or name the Dockerfile that there is in build.dockerfile',
    };
    throw new DefinitionError(definition, [problem], { cause: error });
  }
};

const notCurrent = (file: string): Problem => ({
  path: 'build',
  message: `${file} is not what the definition gives now`,
  fix: again,
});

/** Without the file that hides secrets from the build, or with an old one, they could end in an image that everybody pulls. */
const ignoreProblems = async (service: Built, context: string, ownDockerfile: boolean): Promise<readonly Problem[]> => {
  const file = join(context, '.dockerignore');
  try {
    const text = await readFile(file, 'utf8');
    return isGenerated(text) && text !== dockerignore(service) ? [notCurrent(file)] : [];
  } catch (error) {
    const problem = {
      path: 'build',
      message: `${file} is not there, and the build would see all of its folder`,
      fix: again,
    };
    // What cannot be read is told where the context is hashed.
    return !ownDockerfile && isMissing(error) ? [problem] : [];
  }
};

/**
 * What is hashed of a service's source before it is built: the Dockerfile as it stands on the disk, and the files that the
 * build sees. A Dockerfile without our marker is the team's own; one with it has to be what the definition gives now, else
 * the image would not be the one that the manifests speak of, and so has `.dockerignore`: a DefinitionError says so, and
 * what is missing.
 */
export const imageSource = async (service: Built, workspace: string): Promise<BuiltSource> => {
  const { imageBuild, folder, definition } = service;
  const context = join(workspace, folder);
  const file = join(context, imageBuild.dockerfile);
  const bytes = await readDockerfile(service, file);
  const text = bytes.toString('utf8');
  const ownDockerfile = !(imageBuild.generated && isGenerated(text));
  const problems = [
    ...(!ownDockerfile && text !== dockerfile(service) ? [notCurrent(file)] : []),
    ...(await ignoreProblems(service, context, ownDockerfile)),
  ];
  if (problems.length > 0) throw new DefinitionError(definition, problems);
  return {
    context: await contextHash(context, imageBuild.dockerfile),
    dockerfile: digestOf(bytes),
    ownDockerfile,
  };
};
