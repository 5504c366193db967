import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DefinitionError } from '../definition/problems.js';
import { fileReason } from '../disk/write-error.js';
import { contextHash } from '../images-lock/context-hash.js';
import { digestOf } from '../images-lock/digest.js';
import type { BuiltSource } from '../images-lock/entry.js';
import type { ImageBuild } from '../local/types/image-build.js';
import type { LocalService } from '../local/types/local.js';
import { dockerfile } from './dockerfile.js';
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

/**
 * What is hashed of a service's source before it is built: the Dockerfile as it stands on the disk, and the files that the
 * build sees. A Dockerfile without our marker is the team's own; one with it has to be what the definition gives now, else
 * the image would not be the one that the manifests speak of: a DefinitionError says so, and one that is missing.
 */
export const imageSource = async (service: Built, workspace: string): Promise<BuiltSource> => {
  const { imageBuild, folder, definition } = service;
  const context = join(workspace, folder);
  const file = join(context, imageBuild.dockerfile);
  const bytes = await readDockerfile(service, file);
  const text = bytes.toString('utf8');
  const ownDockerfile = !(imageBuild.generated && isGenerated(text));
  if (!ownDockerfile && text !== dockerfile(service))
    throw new DefinitionError(definition, [
      { path: 'build', message: `${file} is not what the definition gives now`, fix: again },
    ]);
  return {
    context: await contextHash(context, imageBuild.dockerfile),
    dockerfile: digestOf(bytes),
    ownDockerfile,
  };
};
