import { describe, expect, test } from 'vitest';
import { imageFacts } from '../../lib/local/images.js';
import { type PlatformInput, platform } from '../../lib/platform.js';
import { problemsOf } from '../support/definitions.js';

const of = (images: object) => () => platform({ name: 'acme', images, environments: { test: {} } } as PlatformInput);

describe('how images are built', () => {
  test('is for one kind of machine, without attestations, where nothing is said', () => {
    expect(imageFacts(of({})().images, 'orders')).toEqual({
      builder: 'docker',
      platforms: ['linux/amd64'],
      cacheFrom: [],
      sbom: false,
      provenance: 'none',
      maxBytes: 500 * 1024 * 1024,
    });
  });

  test('names the service in the images that hold caches, and each platform once', () => {
    const images = {
      builder: 'docker-build',
      platforms: ['linux/arm64', 'linux/amd64', 'linux/arm64'],
      cacheFrom: ['registry.example.com/{name}:cache', 'registry.example.com/all:cache'],
      cacheTo: 'registry.example.com/{name}:cache',
      sbom: true,
      provenance: 'max',
      maxSize: '1Gi',
    };
    expect(imageFacts(of(images)().images, 'orders')).toEqual({
      builder: 'docker-build',
      platforms: ['linux/amd64', 'linux/arm64'],
      cacheFrom: ['registry.example.com/orders:cache', 'registry.example.com/all:cache'],
      cacheTo: 'registry.example.com/orders:cache',
      sbom: true,
      provenance: 'max',
      maxBytes: 1024 ** 3,
    });
  });

  test.each<readonly [object, string]>([
    [{ platforms: [] }, 'images.platforms'],
    [{ platforms: ['amd64'] }, 'images.platforms[0]'],
    [{ cacheFrom: ['a b'] }, 'images.cacheFrom[0]'],
    [{ cacheFrom: ['registry.example.com/{nmae}:cache'] }, 'images.cacheFrom[0]'],
    [{ maxSize: '1 GB' }, 'images.maxSize'],
    [{ builder: 'kaniko' }, 'images.builder'],
  ])('is refused as %j', (images, path) => {
    expect(problemsOf(of(images)).map((problem) => problem.path)).toEqual([path]);
  });
});
