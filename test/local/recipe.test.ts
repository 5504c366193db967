import { describe, expect, test } from 'vitest';
import { localService } from '../support/local-service.js';

const recipe = (build: unknown, bases = {}) => localService({ build }, { bases }).imageBuild?.recipe;
const health = { live: '/livez', ready: '/readyz' };

describe('a Go program', () => {
  test('is built by its toolchain and runs in distroless', () => {
    expect(recipe('go')).toEqual({
      language: 'go',
      builder: 'golang:1.26-trixie',
      steps: [],
      assets: [],
      main: './cmd/server',
      binary: 'orders',
      tags: [],
      private: [],
      final: { kind: 'distroless', image: 'gcr.io/distroless/static-debian13:nonroot' },
    });
  });

  test.each([
    ['scratch', { kind: 'scratch', image: 'scratch' }],
    [
      'alpine',
      { kind: 'alpine', image: 'alpine:3.22', packages: { manager: 'apk', names: ['ca-certificates', 'tzdata'] } },
    ],
    [
      'slim',
      { kind: 'slim', image: 'debian:trixie-slim', packages: { manager: 'apt', names: ['ca-certificates', 'tzdata'] } },
    ],
  ])('runs in %s where it is asked to', (runtime, final) => {
    expect(recipe({ language: 'go', runtime })).toMatchObject({ final });
  });

  test('gets its packages, assets and main package in their shortest form', () => {
    const build = {
      language: 'go',
      main: './',
      runtime: 'slim',
      packages: { build: ['protobuf-compiler'], runtime: ['libpq5', 'tzdata'] },
      assets: ['./migrations/', 'config', 'config'],
      private: ['git.example.com/*'],
      secret: 'netrc',
    };
    expect(recipe(build)).toMatchObject({
      main: '.',
      packages: { manager: 'apt', names: ['protobuf-compiler'] },
      assets: ['config', 'migrations'],
      private: ['git.example.com/*'],
      secret: { id: 'netrc', target: '/root/.netrc' },
      final: { packages: { manager: 'apt', names: ['ca-certificates', 'libpq5', 'tzdata'] } },
    });
  });
});

describe('a Node program', () => {
  test('is built by Node and runs in distroless of its major version', () => {
    expect(recipe({ language: 'node', version: '22.11' })).toMatchObject({
      builder: 'node:22.11-trixie-slim',
      main: 'dist/main.js',
      output: 'dist',
      script: 'build',
      final: { image: 'gcr.io/distroless/nodejs22-debian13:nonroot' },
    });
  });

  test('that is not built takes its source as it is', () => {
    const found = recipe({ language: 'node', main: './server.js', script: 'none', runtime: 'alpine' });
    expect(found).toMatchObject({ builder: 'node:24-alpine', main: 'server.js', output: 'server.js' });
    expect(found).not.toHaveProperty('script');
  });
});

describe('a Python program', () => {
  test('is built and run by one version of Python', () => {
    expect(recipe('python')).toMatchObject({
      builder: 'python:3.13-slim-trixie',
      final: { image: 'gcr.io/distroless/python3-debian13:nonroot' },
    });
    expect(recipe({ language: 'python', version: '3.11' })).toMatchObject({
      builder: 'python:3.11-slim-bookworm',
      final: { image: 'gcr.io/distroless/python3-debian12:nonroot' },
    });
  });

  test('holds the first part of its module', () => {
    expect(recipe({ language: 'python', main: 'report.daily' })).toMatchObject({
      main: 'report.daily',
      module: 'report',
    });
  });
});

test('files are served by a server from its own image', () => {
  expect(recipe({ language: 'static', root: './public/' })).toMatchObject({
    root: 'public',
    server: { image: 'ghcr.io/static-web-server/static-web-server:2', from: '/static-web-server' },
  });
});

test('stages of the team’s own name images as the platform has them, and earlier stages as they are', () => {
  const stages = [
    {
      name: 'build',
      from: 'rust:1.90',
      steps: ['cargo build', { kind: 'copy', paths: ['/bin/x'], to: '/x', from: 'busybox:1' }],
    },
    { name: 'final', from: 'build', steps: [{ kind: 'copy', paths: ['/out/app'], to: '/app/', from: 'build' }] },
  ];
  const built = localService(
    { build: { language: 'custom', stages, entrypoint: ['/app/orders'] }, health },
    { bases: { mirrors: { 'docker.io': 'mirror.example.com' } } },
  ).imageBuild;
  expect(built?.generated).toBe(true);
  expect(built?.entrypoint).toEqual(['/app/orders']);
  expect(built?.recipe).toMatchObject({
    stages: [
      {
        from: 'mirror.example.com/library/rust:1.90',
        steps: [{ kind: 'run' }, { from: 'mirror.example.com/library/busybox:1' }],
      },
      { from: 'build', steps: [{ kind: 'copy', from: 'build' }] },
    ],
  });
});

test('a stage that is called like its own image begins with the image, also behind a mirror', () => {
  const stages = [
    { name: 'rust', from: 'rust:1.90' },
    { name: 'last', from: 'rust' },
  ];
  const { imageBuild } = localService(
    { build: { language: 'custom', stages, entrypoint: ['/app/orders'] }, health },
    { bases: { mirrors: { 'docker.io': 'mirror.example.com' } } },
  );
  expect(imageBuild?.recipe).toMatchObject({
    stages: [{ from: 'mirror.example.com/library/rust:1.90' }, { from: 'rust' }],
  });
});

test('every image comes from the platform’s mirrors', () => {
  const bases = {
    mirrors: { 'docker.io': 'm.example.com/hub', 'gcr.io': 'm.example.com/gcr', 'ghcr.io': 'm.example.com/ghcr' },
  };
  for (const build of ['go', 'node', 'python', 'static']) {
    const text = JSON.stringify(localService({ build }, { bases }).imageBuild);
    expect([...text.matchAll(/"(?:image|builder)":"([^"]+)"/g)].map(([, image]) => image)).toSatisfy(
      (images: string[]) => images.length > 0 && images.every((image) => image.startsWith('m.example.com/')),
    );
  }
});
