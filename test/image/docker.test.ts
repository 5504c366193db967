import { describe, expect, test } from 'vitest';
import { docker, dockerImageArgs } from '../../lib/image/docker.js';
import { demanding, kinds, requestOf } from '../support/image-requests.js';

const registry = { address: 'registry.example.com', username: 'robot', password: 'a password' } as never;

const go = {
  imageName: 'registry.example.com/acme/orders:v1.4.2',
  build: {
    context: 'work/orders',
    dockerfile: 'work/orders/Dockerfile',
    args: {
      BUILD_TIME: '2026-11-22T10:00:00Z',
      COMMIT: '0123456789abcdef0123456789abcdef01234567',
      SOURCE_DATE_EPOCH: '1795341600',
      VERSION: 'v1.4.2',
    },
    platform: 'linux/amd64',
    builderVersion: 'BuilderBuildKit',
  },
  skipPush: false,
  buildOnPreview: false,
};

describe('the arguments of docker.Image', () => {
  test.each(kinds)('of a service that is built as %s', (_, build, { dockerfile, target }) => {
    expect(dockerImageArgs(requestOf(build), { push: true })).toEqual({
      ...go,
      build: { ...go.build, ...(dockerfile !== undefined && { dockerfile }), ...(target !== undefined && { target }) },
    });
  });

  test('name the platform and the caches', () => {
    const images = { platforms: ['linux/arm64'], cacheFrom: ['registry.example.com/cache/{name}:main'] };
    expect(dockerImageArgs(requestOf('go', images), { push: true }).build).toEqual({
      ...go.build,
      platform: 'linux/arm64',
      cacheFrom: { images: ['registry.example.com/cache/orders:main'] },
    });
  });

  test('skip the push of what stays on the machine', () => {
    expect(dockerImageArgs(requestOf('go'), { push: false })).toEqual({ ...go, skipPush: true });
  });

  test('say who pushes', () => {
    expect(dockerImageArgs(requestOf('go'), { push: true, registry }).registry).toEqual({
      server: 'registry.example.com',
      username: 'robot',
      password: 'a password',
    });
  });
});

describe('@pulumi/docker', () => {
  test('can build what needs nothing special', () => {
    expect(docker.beyond(requestOf('go', { cacheFrom: ['registry.example.com/cache/{name}'] }))).toEqual([]);
  });

  test('cannot build for several platforms, mount secrets, leave a cache, or attest', () => {
    expect(docker.beyond(demanding).map(({ path, value, fix }) => ({ path, value, fix }))).toEqual([
      {
        path: 'images.platforms',
        value: 'linux/amd64, linux/arm64',
        fix: 'say images.builder: docker-build in the platform',
      },
      {
        path: 'images.cacheTo',
        value: 'registry.example.com/cache/orders:next',
        fix: 'say images.builder: docker-build in the platform',
      },
      { path: 'build', value: 'netrc', fix: 'say images.builder: docker-build in the platform' },
      {
        path: 'images.sbom',
        value: 'true',
        fix: 'build it with slipway build --push, or say images.sbom: false',
      },
      {
        path: 'images.provenance',
        value: 'max',
        fix: 'build it with slipway build --push, or say images.provenance: none',
      },
    ]);
  });
});
