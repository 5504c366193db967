import { describe, expect, test } from 'vitest';
import { explained } from '../../lib/builds/explain.js';

const repository = 'registry.example.com/acme/orders';
const why = (...lines: readonly string[]): string => explained({ lines, status: 1, repository });

/** The end of a build that failed in a step, as docker shows it. */
const ending = (step: string, error: string): readonly string[] => [
  `#6 ERROR: ${error}`,
  '------',
  ` > ${step}:`,
  '------',
  `ERROR: failed to build: ${error}`,
];
const push = 'pushing registry.example.com/acme/orders:v1 with docker';
const base = '[internal] load metadata for mirror.example.com/library/golang:1.99';
const solve =
  'failed to solve: rpc error: code = Unknown desc = failed to solve with frontend dockerfile.v0: failed to create LLB definition:';

describe('a failed push', () => {
  test.each([
    ['no basic auth credentials'],
    ['unauthorized: authentication required'],
    ['denied: requested access to the resource is denied'],
    [
      'failed to push registry.example.com/acme/orders:v1: unexpected status from POST request to https://registry.example.com/v2/acme/orders/blobs/uploads/: 403 Forbidden',
    ],
    [
      'failed to push registry.example.com/acme/orders:v1: unexpected status from HEAD request to https://registry.example.com/v2/: 401 Unauthorized',
    ],
  ])('is a matter of docker login: %s', (error) => {
    expect(why(...ending(push, error))).toBe(
      'the registry registry.example.com refuses the push: run docker login registry.example.com, and see whether you may write to registry.example.com/acme/orders',
    );
  });

  test.each([
    ['Get "http://127.0.0.1:15999/v2/": dial tcp 127.0.0.1:15999: connect: connection refused', 'connection refused'],
    [
      'failed to push x: failed to do request: Head "https://r/v2/": dial tcp: lookup r on 10.0.0.1:53: no such host',
      'no such host',
    ],
    ['failed to push x: failed to do request: Head "https://r/v2/": dial tcp 10.9.8.7:443: i/o timeout', 'no answer'],
  ])('is a matter of the registry: %s', (error, how) => {
    expect(why(...ending(push, error))).toBe(
      `the registry registry.example.com cannot be reached (${how}): is it running, and is its name right?`,
    );
  });

  test('without buildx is known by what docker push says', () => {
    expect(
      why('The push refers to repository [registry.example.com/acme/orders]', 'no basic auth credentials'),
    ).toMatch(/^the registry registry\.example\.com refuses the push/);
  });

  test('to Docker Hub names it', () => {
    expect(explained({ lines: ending(push, 'denied: no'), status: 1, repository: 'acme/orders' })).toContain(
      'run docker login docker.io,',
    );
  });
});

describe('a failed base image', () => {
  test.each([
    [
      `${solve} mirror.example.com/library/golang:1.99: not found`,
      'the base image mirror.example.com/library/golang:1.99 is not there: look at its name and tag',
    ],
    [
      'failed to solve: mirror.example.com/library/golang:1.99: failed to resolve source metadata for mirror.example.com/library/golang:1.99: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
      'the registry does not give the base image mirror.example.com/library/golang:1.99: look at its name, or run docker login mirror.example.com',
    ],
    [
      `${solve} pulling from host mirror.example.com failed with status code [manifests 1]: 401 Unauthorized`,
      'the registry does not give the base image mirror.example.com/library/golang:1.99: look at its name, or run docker login mirror.example.com',
    ],
    [
      `${solve} failed to do request: Head "https://mirror.example.com/v2/library/golang/manifests/1.99": dial tcp: lookup mirror.example.com on 10.255.255.53:53: no such host`,
      'mirror.example.com cannot be reached (no such host), which should give the base image mirror.example.com/library/golang:1.99: look at the network of the builder',
    ],
    [
      `${solve} failed to do request: Head "http://127.0.0.1:15998/v2/": dial tcp 127.0.0.1:15998: connect: connection refused`,
      '127.0.0.1:15998 cannot be reached (connection refused), which should give the base image mirror.example.com/library/golang:1.99: look at the network of the builder',
    ],
  ])('%s', (error, message) => {
    expect(why(...ending(base, error))).toBe(message);
  });
});

describe('a failed step', () => {
  const step = '[build 5/7] RUN go build ./cmd/server';
  const run = (code: number): readonly string[] =>
    ending(
      step,
      `failed to solve: process "/bin/sh -c go build ./cmd/server" did not complete successfully: exit code: ${code}`,
    );

  test('is told with its exit code', () => {
    expect(why(...run(2))).toBe('the step [build 5/7] RUN go build ./cmd/server failed with exit code 2');
    expect(why(...run(137))).toContain('it was killed, perhaps for want of memory');
  });

  test('is not taken for docker’s own by what its program prints', () => {
    expect(why('#9 0.532 npm error 401 Unauthorized', '#9 0.6 denied: connection refused', ...run(1))).toMatch(
      /^the step/,
    );
  });

  test('is a matter of the disk where that is full', () => {
    expect(why('#9 0.532 write /root/.cache/x: no space left on device', ...run(1))).toMatch(
      /^the disk of the builder is full/,
    );
  });

  test.each([
    ['failed to compute cache key: "/nope" not found: not found'],
    ['failed to solve: failed to compute cache key: failed to calculate checksum of ref x::y: "/nope": not found'],
  ])('may miss a file: %s', (error) => {
    expect(why(...ending('[1/4] COPY nope /', error))).toBe(
      '/nope is not there: it is missing in the context, or .dockerignore hides it',
    );
  });
});

test.each([
  [
    'ERROR: failed to build: Multi-platform build is not supported for the docker driver.',
    /^the builder cannot build for several platforms, as images\.platforms/,
  ],
  ['ERROR: failed to build: Attestation is not supported for the docker driver.', /^the builder cannot attest/],
  [
    'ERROR: failed to build: Cache export is not supported for the docker driver.',
    /^the builder cannot keep its cache/,
  ],
  ['ERROR: BuildKit is enabled but the buildx component is missing or broken.', /install its plugin buildx$/],
  [
    'ERROR: Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?',
    /^the engine does not answer/,
  ],
  ['ERROR: failed to push r: http: server gave HTTP response to HTTPS client', /registry\.example\.com is insecure$/],
  [
    'ERROR: failed to push r: tls: failed to verify certificate: x509: certificate signed by unknown authority',
    /does not trust the certificate/,
  ],
  ['ERROR: failed to build: write /x: no space left on device', /^the disk of the builder is full/],
  ['ERROR: something new', /^something new$/],
  ['what nobody knows', /^what nobody knows$/],
])('%s', (line, says) => {
  expect(why('#1 DONE 0.0s', line)).toMatch(says);
});

test('a build that says nothing is told by its exit code', () => {
  expect(explained({ lines: [], status: 17, repository })).toBe('docker ended with 17, and said nothing');
});
