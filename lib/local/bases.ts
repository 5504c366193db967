import { parseImage } from '../definition/image.js';
import type { Bases } from '../platform/bases.js';

const hub = 'docker.io';

/** The name that a registry's mirror is found by: `golang` is `docker.io/library/golang`. */
const fullName = (repository: string): string => {
  const [first = '', ...rest] = repository.split('/');
  if (rest.length > 0 && (/[.:]/.test(first) || first === 'localhost')) return repository;
  return rest.length === 0 ? `${hub}/library/${repository}` : `${hub}/${repository}`;
};

const mirrored = (reference: string, { mirrors }: Bases): string => {
  const repository = parseImage(reference)?.repository ?? reference;
  const full = fullName(repository);
  const [place, mirror] =
    Object.entries(mirrors)
      .filter(([from]) => full === from || full.startsWith(`${from}/`))
      .sort(([a], [b]) => b.length - a.length)[0] ?? [];
  if (place === undefined || mirror === undefined) return reference;
  return `${mirror}${full.slice(place.length)}${reference.slice(repository.length)}`;
};

/**
 * The image that stands in a file for one that the kit would use: replaced or redirected to a mirror, and pinned by digest
 * where the platform says so. `scratch` is no image and stays.
 */
export const baseImage = (reference: string, bases: Bases): string => {
  if (reference === 'scratch') return reference;
  const place = Object.hasOwn(bases.images, reference)
    ? (bases.images[reference] ?? reference)
    : mirrored(reference, bases);
  const digest = Object.hasOwn(bases.digests, reference) ? bases.digests[reference] : undefined;
  return digest === undefined || place.includes('@') ? place : `${place}@${digest}`;
};

/** Where the programs are found that images without a client or a server of their own are given. */
export const programs = {
  http: { image: 'ghcr.io/tarampampam/microcheck:1', from: '/bin/httpcheck', to: '/bin/httpcheck' },
  https: { image: 'ghcr.io/tarampampam/microcheck:1', from: '/bin/httpscheck', to: '/bin/httpscheck' },
  tcp: { image: 'ghcr.io/tarampampam/microcheck:1', from: '/bin/portcheck', to: '/bin/portcheck' },
  grpc: {
    image: 'ghcr.io/grpc-ecosystem/grpc-health-probe:v0.4.40',
    from: '/ko-app/grpc-health-probe',
    to: '/bin/grpc-health-probe',
  },
  server: {
    image: 'ghcr.io/static-web-server/static-web-server:2',
    from: '/static-web-server',
    to: '/static-web-server',
  },
} as const;
