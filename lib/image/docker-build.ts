import { createRequire } from 'node:module';
import type { ImageArgs, Platform } from '@pulumi/docker-build';
import { formatImage } from '../definition/image.js';
import { attestations } from './attestations.js';
import type { BuildOptions, ImageBuilder } from './builder.js';
import type { BuildRequest } from './request.js';

/** Where the image goes: to the registry, to the engine of the machine, or nowhere, for no engine can hold several platforms. */
const destination = (push: boolean, platforms: number): Pick<ImageArgs, 'exports' | 'load'> => {
  // The provider has no option of its own for times in layers, without which no two builds are the same.
  if (push) return { exports: [{ raw: 'type=image,push=true,rewrite-timestamp=true' }] };
  return platforms === 1 ? { load: true } : { exports: [{ cacheonly: {} }] };
};

/** The arguments of `dockerBuild.Image`. */
export const dockerBuildImageArgs = (request: BuildRequest, { push, registry, secrets }: BuildOptions): ImageArgs => {
  const { repository, tag, context, dockerfile, target, platforms, labels, cacheFrom, cacheTo } = request;
  return {
    tags: [formatImage({ repository, tag })],
    context: { location: context },
    dockerfile: { location: dockerfile },
    target,
    // The provider takes any platform that BuildKit knows, such as linux/arm/v7; its types know fewer.
    platforms: platforms.map((platform) => platform as Platform),
    buildArgs: { ...request.arguments },
    labels: { ...labels },
    secrets: request.secrets.length === 0 ? undefined : { ...secrets },
    cacheFrom: cacheFrom.length === 0 ? undefined : cacheFrom.map((ref) => ({ registry: { ref } })),
    cacheTo: cacheTo === undefined ? undefined : [{ registry: { ref: cacheTo, mode: 'max' } }],
    ...destination(push, platforms.length),
    // True would add a second destination, without the times.
    push: false,
    buildOnPreview: false,
    registries: registry === undefined ? undefined : [{ ...registry }],
  };
};

/** Builds by BuildKit, through @pulumi/docker-build, which is loaded when the first image is built. */
export const dockerBuild: ImageBuilder = {
  beyond: (request) => attestations(request, '@pulumi/docker-build'),
  build: (request, options, parent) => {
    const { Image }: typeof import('@pulumi/docker-build') = createRequire(import.meta.url)('@pulumi/docker-build');
    // Without it an image that is taken out of the program is deleted from the registry, whatever still runs it.
    return new Image(request.service, dockerBuildImageArgs(request, options), { parent, retainOnDelete: true }).digest;
  },
};
