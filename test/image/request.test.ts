import { expect, test } from 'vitest';
import { buildRequest, isBuilt } from '../../lib/image/request.js';
import { identity, kinds, requestOf } from '../support/image-requests.js';
import { localService } from '../support/local-service.js';

test.each(kinds)('a service that is built as %s is asked for by its definition', (_, build, differs) => {
  expect(requestOf(build)).toEqual({
    service: 'orders',
    context: 'work/orders',
    dockerfile: 'work/orders/Dockerfile',
    arguments: {
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
    platforms: ['linux/amd64'],
    repository: 'registry.example.com/acme/orders',
    tag: 'v1.4.2',
    secrets: [],
    cacheFrom: [],
    sbom: false,
    provenance: 'none',
    ...differs,
  });
});

test('the registry of one run goes before the platform’s, and a version becomes a tag', () => {
  const service = localService({}, { registry: 'registry.example.com/acme' });
  if (!isBuilt(service)) throw new Error('nothing is built');
  const options = {
    workspace: '..',
    identity: { ...identity, version: 'v1.4.2+build.7' },
    registry: '127.0.0.1:5000/a',
  };
  expect(buildRequest(service, options)).toMatchObject({
    context: '../orders',
    repository: '127.0.0.1:5000/a/orders',
    tag: 'v1.4.2-build.7',
    arguments: { VERSION: 'v1.4.2+build.7' },
  });
});

test('secrets are asked for by id, once, wherever they are mounted', () => {
  const step = { kind: 'run', command: 'true', secrets: { npmrc: '/root/.npmrc', 'id.rsa': '/root/key' } };
  const stages = [
    { name: 'build', from: 'busybox:1.37', steps: [step] },
    { name: 'run', from: 'build', steps: [step] },
  ];
  const images = { builder: 'docker-build' } as const;
  expect(requestOf({ language: 'custom', stages, entrypoint: ['/bin/true'] }, images).secrets).toEqual([
    { id: 'id.rsa', variable: 'SECRET_ID_RSA' },
    { id: 'npmrc', variable: 'SECRET_NPMRC' },
  ]);
});

test('a finished image is not built', () => {
  expect(isBuilt(localService({ build: undefined, image: 'registry.example.com/orders:1' }))).toBe(false);
});
