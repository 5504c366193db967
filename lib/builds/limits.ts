import type { Problem } from '../definition/problems.js';
import type { ImageFacts } from '../local/types/local.js';
import type { Engine } from './engine.js';

const needsBuildx = (path: string, what: string): Problem => ({
  path,
  message: `${what} buildx, which docker lacks here`,
  fix: 'install the plugin buildx of docker',
});

/** What the platform asks of builds that the engine cannot do without buildx; images that are not pushed need none of it. */
export const beyondEngine = (
  { platforms, sbom, provenance, cacheTo }: ImageFacts,
  { buildx }: Engine,
  push: boolean,
): readonly Problem[] =>
  buildx || !push
    ? []
    : [
        ...(platforms.length > 1 ? [needsBuildx('images.platforms', 'several platforms need')] : []),
        ...(sbom ? [needsBuildx('images.sbom', 'a list of packages needs')] : []),
        ...(provenance === 'none' ? [] : [needsBuildx('images.provenance', 'attestations need')]),
        ...(cacheTo === undefined ? [] : [needsBuildx('images.cacheTo', 'a cache in a registry needs')]),
      ];
