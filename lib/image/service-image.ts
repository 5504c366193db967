import {
  ComponentResource,
  type ComponentResourceOptions,
  type Input,
  type Output,
  runtime,
  secret,
} from '@pulumi/pulumi';
import { formatImage, registryHost } from '../definition/image.js';
import { present } from '../present.js';
import type { BuildOptions, Credentials, ImageBuilder } from './builder.js';
import { docker } from './docker.js';
import { dockerBuild } from './docker-build.js';
import { pushedDigest } from './pushed-digest.js';
import { refuse } from './refuse.js';
import type { BuildRequest } from './request.js';

const builders: Readonly<Record<'docker' | 'docker-build', ImageBuilder>> = { docker, 'docker-build': dockerBuild };

/** How the image of a service is built in a Pulumi program. */
export interface ServiceImageArgs {
  readonly request: BuildRequest;
  /** `docker` is @pulumi/docker; `docker-build` is @pulumi/docker-build, for several platforms, build secrets and caches */
  readonly builder: 'docker' | 'docker-build';
  /** false leaves the image on the machine that built it: no registry gives it a digest, and no lock can name it */
  readonly push: boolean;
  /** absent takes those of the machine's Docker configuration */
  readonly credentials?: Credentials | undefined;
  /** the contents of the build secrets that the request names, by id; secrets, marked so or not */
  readonly secrets?: Readonly<Record<string, Input<string>>> | undefined;
}

const registryOf = ({ request, credentials }: ServiceImageArgs): BuildOptions['registry'] => {
  if (credentials === undefined) return undefined;
  const { address = registryHost(request.repository), username, password } = credentials;
  return address === undefined ? undefined : { address, username, password: secret(password) };
};

/**
 * The image of one service: built, and pushed where asked; named like the service. Throws a DefinitionError, before anything
 * is registered, for what its builder cannot do. A build that fails rejects the outputs, and leaves other images alone.
 */
export class ServiceImage extends ComponentResource {
  /** what was asked for */
  readonly request: BuildRequest;
  /** the digest that the registry gave, `sha256:…`; undefined where nothing was pushed; in a preview mostly unknown */
  readonly digest: Output<string | undefined>;
  /** what runs the image: `repository:tag@sha256:…`, or `repository:tag` where nothing was pushed */
  readonly reference: Output<string>;

  constructor(args: ServiceImageArgs, options?: ComponentResourceOptions) {
    const { request, push, secrets = {} } = args;
    const builder = builders[args.builder];
    refuse(request, { builder, push, secrets });
    super('slipway:image:ServiceImage', request.service, {}, options);
    this.request = request;
    const mounted = request.secrets.flatMap(({ id }) => {
      const content = secrets[id];
      return content === undefined ? [] : [[id, secret(content)] as const];
    });
    const given = present({ push, registry: registryOf(args), secrets: Object.fromEntries(mounted) });
    const called = builder.build(request, given, this);
    // A provider may say nothing in a preview where it should say that it does not know yet.
    const unsaid = (text: string | undefined): boolean =>
      !push || (runtime.isDryRun() && (text === undefined || text === ''));
    this.digest = called.apply((text) => (unsaid(text) ? undefined : pushedDigest(request.service, text)));
    this.reference = this.digest.apply((digest) =>
      formatImage(present({ repository: request.repository, tag: request.tag, digest })),
    );
    this.registerOutputs({ digest: this.digest, reference: this.reference });
  }
}
