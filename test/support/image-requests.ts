import type { BuildIdentity } from '../../lib/definition/build-identity.js';
import { type BuildRequest, buildRequest, isBuilt } from '../../lib/image/request.js';
import type { PlatformInput } from '../../lib/platform.js';
import type { Fields } from './definitions.js';
import { localService } from './local-service.js';

/** What the builds of tests are called. */
export const identity: BuildIdentity = {
  version: 'v1.4.2',
  commit: '0123456789abcdef0123456789abcdef01234567',
  dirty: false,
  time: '2026-11-22T10:00:00Z',
};

/** A digest, and what no digest of a test holds. */
export const digest = `sha256:${'a'.repeat(64)}`;

const registry = 'registry.example.com/acme';

/** What a builder is asked for, for a small service that is built as `build` says. */
export const requestOf = (
  build: unknown,
  images: NonNullable<PlatformInput['images']> = {},
  definition: Fields = {},
): BuildRequest => {
  const service = localService({ build, ...definition }, { registry, images });
  if (!isBuilt(service)) throw new Error('nothing is built');
  return buildRequest(service, { workspace: 'work', identity });
};

/** A request with everything that only some builders can do. */
export const demanding: BuildRequest = requestOf(
  { language: 'go', secret: 'netrc' },
  {
    builder: 'docker-build',
    platforms: ['linux/arm64', 'linux/amd64'],
    cacheFrom: ['registry.example.com/cache/{name}:main'],
    cacheTo: 'registry.example.com/cache/{name}:next',
    sbom: true,
    provenance: 'max',
  },
);

/** One service of each kind, and what differs in its request from that of a Go program. */
export const kinds: readonly (readonly [kind: string, build: unknown, differs: Partial<BuildRequest>])[] = [
  ['go', 'go', {}],
  ['node', 'node', {}],
  ['python', 'python', {}],
  ['static', 'static', {}],
  [
    'custom, described by stages',
    { language: 'custom', stages: [{ name: 'run', from: 'busybox:1.37', steps: ['true'] }], entrypoint: ['/bin/true'] },
    {},
  ],
  [
    'custom, with a Dockerfile of its own and a stage of it',
    { language: 'custom', dockerfile: 'docker/Dockerfile', target: 'slim' },
    { dockerfile: 'work/orders/docker/Dockerfile', target: 'slim' },
  ],
];
