import type { Input, Output, Resource } from '@pulumi/pulumi';
import type { Problem } from '../definition/problems.js';
import type { BuildRequest } from './request.js';

/** Who pushes to a registry, and takes caches from it; the password is a secret, said so or not. */
export interface Credentials {
  /** the registry's host; absent is the host of the image's repository */
  readonly address?: Input<string>;
  readonly username: Input<string>;
  readonly password: Input<string>;
}

/** What a builder is given beside the request; everything that is secret is marked so. */
export interface BuildOptions {
  /** false leaves the image where it was built */
  readonly push: boolean;
  /** absent takes the credentials of the machine's Docker configuration */
  readonly registry?: {
    readonly address: Input<string>;
    readonly username: Input<string>;
    readonly password: Output<string>;
  };
  /** the contents of the build secrets that the request names, by id */
  readonly secrets: Readonly<Record<string, Output<string>>>;
}

/** What builds images in a Pulumi program. */
export interface ImageBuilder {
  /** what a request asks for that it cannot do */
  readonly beyond: (request: BuildRequest) => readonly Problem[];
  /** Registers the build below a parent; what the provider calls the image: `repo@sha256:…`, `sha256:…`, or nothing. */
  readonly build: (request: BuildRequest, options: BuildOptions, parent: Resource) => Output<string | undefined>;
}
