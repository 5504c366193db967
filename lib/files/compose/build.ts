import { buildSecrets } from '../../local/build-secrets.js';
import type { LocalService } from '../../local/types/local.js';
import { filled, type Mapping, template } from './value.js';

/** How the image comes to be: built from the source in its folder, and never looked for in a registry; or a finished one as it is. */
export const image = ({
  imageBuild,
  image: { repository },
  container,
  folder,
}: Pick<LocalService, 'imageBuild' | 'image' | 'container' | 'folder'>): Mapping =>
  imageBuild === undefined
    ? { image: container.image }
    : {
        image: template(`${repository}:`, filled('VERSION', 'dev')),
        pull_policy: 'build',
        build: {
          context: folder,
          dockerfile: imageBuild.dockerfile,
          target: imageBuild.target,
          args: {
            VERSION: filled('VERSION', 'dev'),
            COMMIT: filled('COMMIT', 'unknown'),
            BUILD_TIME: filled('BUILD_TIME', 'unknown'),
          },
          ...(buildSecrets(imageBuild).length > 0 && { secrets: buildSecrets(imageBuild).map(({ id }) => id) }),
        },
      };

/**
 * The image of a service for a further container of it. What the service builds is not built again: two builds of one name
 * at once fail where the engine keeps its images in containerd, and are two images elsewhere.
 */
export const sameImage = (service: Parameters<typeof image>[0]): Mapping => {
  const { build, ...named } = image(service);
  return build === undefined ? named : { ...named, pull_policy: 'never' };
};

/** The build secrets of some services, from the files that the Makefiles take them from. */
export const secrets = (services: readonly Pick<LocalService, 'imageBuild'>[]): Mapping =>
  Object.fromEntries(
    services
      .flatMap(({ imageBuild }) => (imageBuild === undefined ? [] : buildSecrets(imageBuild)))
      .map(({ id, variable }) => [id, { file: filled(variable, `~/.${id}`) }]),
  );
