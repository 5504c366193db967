import { createRequire } from 'node:module';
import type { ImageArgs } from '@pulumi/docker';
import { formatImage } from '../definition/image.js';
import type { Problem } from '../definition/problems.js';
import { attestations } from './attestations.js';
import type { BuildOptions, ImageBuilder } from './builder.js';
import type { BuildRequest } from './request.js';

/** The arguments of `docker.Image`; the labels are the Dockerfile's own, for the provider cannot write any. */
export const dockerImageArgs = (
  { repository, tag, context, dockerfile, target, arguments: args, platforms, cacheFrom }: BuildRequest,
  { push, registry }: Omit<BuildOptions, 'secrets'>,
): ImageArgs => {
  const [platform] = platforms;
  return {
    imageName: formatImage({ repository, tag }),
    build: {
      context,
      dockerfile,
      target,
      args: { ...args },
      platform,
      cacheFrom: cacheFrom.length === 0 ? undefined : { images: [...cacheFrom] },
      builderVersion: 'BuilderBuildKit',
    },
    registry:
      registry === undefined
        ? undefined
        : { server: registry.address, username: registry.username, password: registry.password },
    skipPush: !push,
    buildOnPreview: false,
  };
};

const beyond = (request: BuildRequest): readonly Problem[] => {
  const { platforms, secrets, cacheTo } = request;
  const asked: readonly (readonly [path: string, what: string, values: readonly string[]])[] = [
    ['images.platforms', 'build for several platforms', platforms.length === 1 ? [] : platforms],
    ['images.cacheTo', 'leave a cache behind', cacheTo === undefined ? [] : [cacheTo]],
    ['build', 'mount build secrets', secrets.map(({ id }) => id)],
  ];
  const fix = 'say images.builder: docker-build in the platform';
  const more = asked
    .filter(([, , values]) => values.length > 0)
    .map(([path, what, values]) => ({ path, message: `@pulumi/docker cannot ${what}`, value: values.join(', '), fix }));
  return [...more, ...attestations(request, '@pulumi/docker')];
};

/** Builds by the Docker engine, through @pulumi/docker, which is loaded when the first image is built. */
export const docker: ImageBuilder = {
  beyond,
  build: (request, options, parent) => {
    const { Image }: typeof import('@pulumi/docker') = createRequire(import.meta.url)('@pulumi/docker');
    return new Image(request.service, dockerImageArgs(request, options), { parent }).repoDigest;
  },
};
