import { z } from 'zod';
import { BuildIdentity } from '../definition/build-identity.js';
import { Digest, ImagePlatform, RepositoryName, Tag } from '../definition/image.js';
import { Name } from '../definition/scalars.js';
import { everywhere } from './keys.js';

const Build = BuildIdentity.extend({
  /** the hash of the files that the build saw */
  context: Digest,
  /** the hash of the Dockerfile */
  dockerfile: Digest,
  /** true when the team keeps the Dockerfile itself, so that no definition says what it should be */
  ownDockerfile: z.literal(true).optional(),
});

/** The image of one service in one environment or channel. */
export const LockEntry = z
  .strictObject({
    /** the repository; default: the registry and the service's name */
    repository: RepositoryName.optional(),
    /** the tag that was built */
    tag: Tag.optional(),
    /** the digest that the registry gave it */
    digest: Digest.optional(),
    /** what it runs on, such as `linux/amd64` */
    platforms: z.array(ImagePlatform).min(1).optional(),
    /** what it was built from; absent when it was named by hand */
    build: Build.optional(),
  })
  .refine(({ tag, digest }) => tag !== undefined || digest !== undefined, 'expected a tag, a digest, or both');

/** The image of one service in one environment or channel. */
export type LockEntry = z.output<typeof LockEntry>;

/** Which image each service runs: by service, then by environment or channel, where `*` stands for all that are not named. */
export const ImagesLock = z.record(Name, z.record(z.union([Name, z.literal(everywhere)]), LockEntry));

/** Which image each service runs. */
export type ImagesLock = z.output<typeof ImagesLock>;
