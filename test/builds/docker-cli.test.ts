import { describe, expect, test } from 'vitest';
import { buildxArguments, classicArguments, loadable } from '../../lib/builds/docker-cli.js';
import type { BuildRequest } from '../../lib/image/request.js';

const plain: BuildRequest = {
  service: 'orders',
  context: '/work/services/orders',
  dockerfile: '/work/services/orders/Dockerfile',
  arguments: { COMMIT: 'c0ffee', VERSION: 'v1.4.2' },
  labels: { 'org.opencontainers.image.title': 'orders, "the" service' },
  platforms: ['linux/amd64'],
  repository: 'registry.example.com/acme/orders',
  tag: 'v1.4.2',
  secrets: [],
  cacheFrom: [],
  sbom: false,
  provenance: 'none',
};
const options = { push: true, metadataFile: '/tmp/x/orders.json', secretFiles: {} };
const pushed = (more: Partial<BuildRequest> = {}) => buildxArguments({ ...plain, ...more }, options).join('\n');

describe('docker buildx build', () => {
  test('loads an image', () => {
    expect(buildxArguments(plain, { ...options, push: false })).toEqual([
      'buildx',
      'build',
      '--file',
      '/work/services/orders/Dockerfile',
      '--platform',
      'linux/amd64',
      '--build-arg',
      'COMMIT=c0ffee',
      '--build-arg',
      'VERSION=v1.4.2',
      '--label',
      'org.opencontainers.image.title=orders, "the" service',
      '--provenance=false',
      '--sbom=false',
      '--metadata-file',
      '/tmp/x/orders.json',
      '--progress',
      'plain',
      '--tag',
      'registry.example.com/acme/orders:v1.4.2',
      '--load',
      '/work/services/orders',
    ]);
  });

  test('pushes an image with the times of its commit', () => {
    expect(pushed()).toContain(
      '\n--output\ntype=image,"name=registry.example.com/acme/orders:v1.4.2",push=true,rewrite-timestamp=true\n',
    );
    expect(pushed()).not.toMatch(/--tag|--load/);
  });

  test('pushes an image with its own times, for builders that rewrite none', () => {
    expect(buildxArguments(plain, { ...options, rewrite: false })).toContain(
      'type=image,"name=registry.example.com/acme/orders:v1.4.2",push=true',
    );
  });

  test.each<[string, Partial<BuildRequest>, string]>([
    ['a target', { target: 'release' }, '--target\nrelease\n'],
    ['several platforms', { platforms: ['linux/amd64', 'linux/arm64'] }, '--platform\nlinux/amd64,linux/arm64\n'],
    [
      'caches',
      { cacheFrom: ['r.example.com/a:cache', 'r.example.com/b:cache'] },
      '--cache-from\ntype=registry,ref=r.example.com/a:cache\n--cache-from\ntype=registry,ref=r.example.com/b:cache\n',
    ],
    [
      'a cache of its own',
      { cacheTo: 'r.example.com/a:cache' },
      '--cache-to\ntype=registry,ref=r.example.com/a:cache,mode=max\n',
    ],
    ['a list of packages', { sbom: true }, '--sbom=true\n'],
    ['attestations', { provenance: 'min' }, '--provenance=mode=min\n'],
    ['all attestations', { provenance: 'max' }, '--provenance=mode=max\n'],
  ])('is told of %s', (_, more, words) => {
    expect(pushed(more)).toContain(`\n${words}`);
  });

  test('is told where secrets are, and never what they say', () => {
    const request = { ...plain, secrets: [{ id: 'netrc', variable: 'SECRET_NETRC' }] };
    expect(buildxArguments(request, { ...options, secretFiles: { netrc: '/home/ci/.netrc' } }).join('\n')).toContain(
      '\n--secret\nid=netrc,src=/home/ci/.netrc\n',
    );
  });
});

test('docker build of an engine without buildx is told the same, in its own words', () => {
  const request = { ...plain, target: 'release', cacheFrom: ['r.example.com/a:cache'] };
  expect(classicArguments(request, { idFile: '/tmp/x/orders.id', secretFiles: {} })).toEqual([
    'build',
    '--file',
    '/work/services/orders/Dockerfile',
    '--target',
    'release',
    '--platform',
    'linux/amd64',
    '--build-arg',
    'COMMIT=c0ffee',
    '--build-arg',
    'VERSION=v1.4.2',
    '--label',
    'org.opencontainers.image.title=orders, "the" service',
    '--cache-from',
    'r.example.com/a:cache',
    '--iidfile',
    '/tmp/x/orders.id',
    '--progress',
    'plain',
    '--tag',
    'registry.example.com/acme/orders:v1.4.2',
    '/work/services/orders',
  ]);
});

describe('an image for the engine of this machine', () => {
  const whole: BuildRequest = {
    ...plain,
    platforms: ['linux/amd64', 'linux/arm64'],
    cacheTo: 'r.example.com/a:cache',
    sbom: true,
    provenance: 'max',
  };

  test.each([
    ['linux/arm64', ['linux/arm64']],
    ['linux/riscv64', ['linux/amd64']],
    [undefined, ['linux/amd64']],
  ])('of %s has the platforms %j, and leaves nothing in a registry', (engine, platforms) => {
    expect(loadable(whole, engine)).toEqual({ ...plain, platforms });
  });
});
