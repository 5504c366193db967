import { all, type Output, ResourceError, runtime } from '@pulumi/pulumi';
import type { BuildIdentity } from '../definition/build-identity.js';
import { lockEntry } from '../images-lock/entry.js';
import { updateImagesLock } from '../images-lock/update.js';
import type { ServiceImage } from './service-image.js';

/** What the lock is told of an image, beside what was asked of its builder. */
export interface LockedBuild {
  /** the lock file */
  readonly file: string;
  /** the environment or channel that runs the image, or `*` for all that the lock does not name */
  readonly under: string;
  readonly identity: BuildIdentity;
  /** the hashes of what the build sees, as `imageSource` gives them */
  readonly source: { readonly context: string; readonly dockerfile: string; readonly ownDockerfile: boolean };
}

/**
 * Writes a pushed image into the lock, as soon as its digest is known; the image's reference when the lock has it. A preview
 * writes nothing, and neither does an image that was not pushed. Each image is written by itself, so that one that fails
 * keeps no other out. Give Pulumi the output, as one of the program's own: it waits for it, and reports what went wrong.
 */
export const lockImage = (image: ServiceImage, { file, under, identity, source }: LockedBuild): Output<string> =>
  all([image.digest, image.reference]).apply(async ([digest, reference]) => {
    if (digest === undefined || runtime.isDryRun()) return reference;
    const { service, repository, tag, platforms } = image.request;
    try {
      const entry = lockEntry({ repository, tag, platforms }, { digest, identity, source });
      await updateImagesLock(file, { [service]: { [under]: entry } });
      return reference;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new ResourceError(`${service} is built, and not in the lock: ${message}`, image, true);
    }
  });
