import { z } from 'zod';
import { Digest, parseImage } from '../definition/image.js';

const Reference = z
  .string()
  .refine((text) => parseImage(text) !== undefined, 'expected an image such as golang:1.26-trixie');

const Place = z
  .string()
  .regex(
    /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:\d+)?(\/[a-z0-9._-]+)*$/,
    'expected a registry such as docker.io, perhaps with a path, such as mirror.example.com/hub',
  );

/** The base images of every image that is built or run: generated Dockerfiles and Compose files name these. */
export const Bases = z.strictObject({
  /** what each registry is replaced by, such as `docker.io: mirror.example.com/hub`; the longest that fits counts */
  mirrors: z.record(Place, Place).default({}),
  /** single images that are replaced, by the name that the kit would use, such as `golang:1.26-trixie` */
  images: z.record(Reference, Reference).default({}),
  /** the digest of each image, by the name that the kit would use */
  digests: z.record(Reference, Digest).default({}),
  /** true refuses an image that has no digest here */
  required: z.boolean().default(false),
  /** the Dockerfile frontend that is asked for in the first line, such as `docker/dockerfile:1`; absent asks for none */
  syntax: Reference.optional(),
});

/** Where base images come from, defaults filled in. */
export type Bases = z.output<typeof Bases>;
