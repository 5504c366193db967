import { z } from 'zod';
import { ImagePlatform, parseImage } from '../definition/image.js';
import { Quantity } from '../definition/quantity.js';

/** An image that holds the cache of builds; `{name}` stands for the service's. */
const CacheImage = z
  .string()
  .refine(
    (text) => parseImage(text.replaceAll('{name}', 'name')) !== undefined,
    'expected an image such as registry.example.com/acme/{name}:cache',
  );

/** How the images of all services are built. */
export const Images = z.strictObject({
  /** what builds in a Pulumi program: `docker` is @pulumi/docker, `docker-build` is @pulumi/docker-build */
  builder: z.enum(['docker', 'docker-build']).default('docker'),
  /** what the images run on, such as `linux/amd64`; in a Pulumi program several need `docker-build` */
  platforms: z.array(ImagePlatform).min(1).default(['linux/amd64']),
  /** the images that builds take their cache from; `{name}` stands for the service's */
  cacheFrom: z.array(CacheImage).default([]),
  /** the image that builds leave their cache in; in a Pulumi program it needs `docker-build` */
  cacheTo: CacheImage.optional(),
  /** true attests the packages of every image; `slipway build` does, no builder of a Pulumi program can */
  sbom: z.boolean().default(false),
  /** how much of a build `slipway build` attests; with all but `none` two builds of a commit differ in their digest */
  provenance: z.enum(['none', 'min', 'max']).default('none'),
  /** the most that an image may hold, unpacked */
  maxSize: Quantity.prefault('500Mi'),
});

/** How images are built, defaults filled in. */
export type Images = z.output<typeof Images>;
