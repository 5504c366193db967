import { bytes } from '../definition/quantity.js';
import type { Images } from '../platform/images.js';
import { present } from '../present.js';
import type { ImageFacts } from './types/local.js';

/** How the platform builds the image of one service. */
export const imageFacts = (
  { builder, platforms, cacheFrom, cacheTo, sbom, provenance, maxSize }: Images,
  name: string,
): ImageFacts => {
  const named = (image: string): string => image.replaceAll('{name}', name);
  return present({
    builder,
    platforms: [...new Set(platforms)].sort(),
    cacheFrom: cacheFrom.map(named),
    cacheTo: cacheTo === undefined ? undefined : named(cacheTo),
    sbom,
    provenance,
    maxBytes: Number(bytes(maxSize)),
  });
};
