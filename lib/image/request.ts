import { join } from 'node:path';
import { type BuildIdentity, epochSecondsOf, tagOf } from '../definition/build-identity.js';
import { type BuildSecret, buildSecrets } from '../local/build-secrets.js';
import type { ImageBuild } from '../local/types/image-build.js';
import type { LocalService } from '../local/types/local.js';
import { present } from '../present.js';
import type { Labels } from '../service/types/labels.js';

/** A service whose image is built, not named. */
export type BuiltService = LocalService & { readonly imageBuild: ImageBuild };

/** Whether the image of a service is built from the source beside its definition. */
export const isBuilt = (service: LocalService): service is BuiltService => service.imageBuild !== undefined;

/** What any builder is asked for: one image of one service, nothing left to decide. */
export interface BuildRequest {
  readonly service: string;
  /** the folder that the build sees */
  readonly context: string;
  /** the Dockerfile's path */
  readonly dockerfile: string;
  /** the stage that is built; absent builds the last one */
  readonly target?: string;
  /** the build arguments: the build's identity */
  readonly arguments: Labels;
  /** OCI labels, the same that a generated Dockerfile writes */
  readonly labels: Labels;
  /** such as `linux/amd64` */
  readonly platforms: readonly string[];
  /** without tag and digest, such as `registry.example.com/acme/orders` */
  readonly repository: string;
  readonly tag: string;
  /** the secrets that the build mounts as files, and the variable that names each file */
  readonly secrets: readonly BuildSecret[];
  readonly cacheFrom: readonly string[];
  readonly cacheTo?: string;
  readonly sbom: boolean;
  readonly provenance: 'none' | 'min' | 'max';
}

/** What a build request is made from beside the service. */
export interface RequestOptions {
  /** the folder of the workspace, as the builder sees it */
  readonly workspace: string;
  readonly identity: BuildIdentity;
  /** the registry that the image goes to; absent is the platform's */
  readonly registry?: string | undefined;
}

const oci = 'org.opencontainers.image.';

/** What is asked of a builder for the image of a service: a pure function, the same for every builder. */
export const buildRequest = (
  { name, folder, image, imageBuild, images }: BuiltService,
  { workspace, identity, registry }: RequestOptions,
): BuildRequest => {
  const { version, commit, time } = identity;
  const context = join(workspace, folder);
  return present({
    service: name,
    context,
    dockerfile: join(context, imageBuild.dockerfile),
    target: imageBuild.target,
    arguments: {
      BUILD_TIME: time,
      COMMIT: commit,
      SOURCE_DATE_EPOCH: String(epochSecondsOf(identity)),
      VERSION: version,
    },
    labels: {
      ...imageBuild.labels,
      [`${oci}version`]: version,
      [`${oci}revision`]: commit,
      [`${oci}created`]: time,
    },
    platforms: images.platforms,
    repository: registry === undefined ? image.repository : `${registry}/${name}`,
    tag: tagOf(identity),
    secrets: buildSecrets(imageBuild),
    cacheFrom: images.cacheFrom,
    cacheTo: images.cacheTo,
    sbom: images.sbom,
    provenance: images.provenance,
  });
};
