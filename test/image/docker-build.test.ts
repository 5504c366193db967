import { describe, expect, test } from 'vitest';
import { dockerBuild, dockerBuildImageArgs } from '../../lib/image/docker-build.js';
import { demanding, kinds, requestOf } from '../support/image-requests.js';

const registry = { address: 'registry.example.com', username: 'robot', password: 'a password' } as never;

const go = {
  tags: ['registry.example.com/acme/orders:v1.4.2'],
  context: { location: 'work/orders' },
  dockerfile: { location: 'work/orders/Dockerfile' },
  platforms: ['linux/amd64'],
  buildArgs: {
    BUILD_TIME: '2026-11-22T10:00:00Z',
    COMMIT: '0123456789abcdef0123456789abcdef01234567',
    SOURCE_DATE_EPOCH: '1795341600',
    VERSION: 'v1.4.2',
  },
  labels: {
    'org.opencontainers.image.title': 'orders',
    'org.opencontainers.image.vendor': 'shop',
    'org.opencontainers.image.version': 'v1.4.2',
    'org.opencontainers.image.revision': '0123456789abcdef0123456789abcdef01234567',
    'org.opencontainers.image.created': '2026-11-22T10:00:00Z',
  },
  exports: [{ raw: 'type=image,push=true,rewrite-timestamp=true' }],
  push: false,
  buildOnPreview: false,
};

describe('the arguments of dockerBuild.Image', () => {
  test.each(kinds)('of a service that is built as %s', (_, build, { dockerfile, target }) => {
    expect(dockerBuildImageArgs(requestOf(build), { push: true, secrets: {} })).toEqual({
      ...go,
      ...(dockerfile !== undefined && { dockerfile: { location: dockerfile } }),
      ...(target !== undefined && { target }),
    });
  });

  test('name platforms, caches, secrets and who pushes', () => {
    const secrets = { netrc: 'machine example.com' } as never;
    expect(dockerBuildImageArgs(demanding, { push: true, registry, secrets })).toEqual({
      ...go,
      platforms: ['linux/amd64', 'linux/arm64'],
      secrets: { netrc: 'machine example.com' },
      cacheFrom: [{ registry: { ref: 'registry.example.com/cache/orders:main' } }],
      cacheTo: [{ registry: { ref: 'registry.example.com/cache/orders:next', mode: 'max' } }],
      registries: [{ address: 'registry.example.com', username: 'robot', password: 'a password' }],
    });
  });

  test('load what stays on the machine into its engine', () => {
    const { exports: _, ...rest } = go;
    expect(dockerBuildImageArgs(requestOf('go'), { push: false, secrets: {} })).toEqual({ ...rest, load: true });
  });

  test('only build what no engine can hold', () => {
    const several = requestOf('go', { builder: 'docker-build', platforms: ['linux/amd64', 'linux/arm64'] });
    expect(dockerBuildImageArgs(several, { push: false, secrets: {} })).toEqual({
      ...go,
      platforms: ['linux/amd64', 'linux/arm64'],
      exports: [{ cacheonly: {} }],
    });
  });
});

test('@pulumi/docker-build can do everything but attest', () => {
  expect(dockerBuild.beyond({ ...demanding, sbom: false, provenance: 'none' })).toEqual([]);
  expect(dockerBuild.beyond(demanding)).toEqual([
    {
      path: 'images.sbom',
      message: '@pulumi/docker-build cannot attest packages',
      value: 'true',
      fix: 'build it with slipway build --push, or say images.sbom: false',
    },
    {
      path: 'images.provenance',
      message: '@pulumi/docker-build cannot attest how an image was built',
      value: 'max',
      fix: 'build it with slipway build --push, or say images.provenance: none',
    },
  ]);
});
