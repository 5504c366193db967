import type { Docker } from '../docker/docker.js';
import type { Registry } from './registry.js';

/** What the images of the example organisation and of the suite's own services begin with. */
export const bases = [
  'debian:trixie-slim',
  'golang:1.26-trixie',
  'node:24-trixie-slim',
  'python:3.13-slim-trixie',
  'gcr.io/distroless/static-debian13:nonroot',
  'gcr.io/distroless/nodejs24-debian13:nonroot',
  'gcr.io/distroless/python3-debian13:nonroot',
] as const;

/** Where a mirror of several registries has an image: at the path that it has in its own. */
const mirrored = (image: string): string =>
  image.startsWith('gcr.io/') ? image.slice('gcr.io/'.length) : `library/${image}`;

/** Puts the engine's base images where a BuildKit beside it finds them. */
export const pushBases = async (docker: Docker, { address }: Registry): Promise<void> => {
  await Promise.all(
    bases.map(async (image) => {
      const there = `${address}/${mirrored(image)}`;
      await docker.run(['tag', image, there]);
      await docker.run(['push', '--quiet', there]);
      await docker.run(['rmi', there]);
    }),
  );
};
