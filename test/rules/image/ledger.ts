import { assignsSecret, looksSecretName, looksSecretValue } from '../../../lib/definition/secret-like.js';
import type { ExpectedImage, ImageSubject, InspectedImage } from '../../../lib/rules/image.js';

const digest = `sha256:${'4d'.repeat(32)}`;
const definition = 'apps/ledger/service.yaml';
const lock = 'images.lock.json';
const oci = 'org.opencontainers.image.';
const commit = 'f00dfeed'.repeat(5);

const image: InspectedImage = {
  reference: `registry.example.com/acme/ledger@${digest}`,
  os: 'linux',
  architecture: 'amd64',
  user: '65532:65532',
  exposedPorts: ['8080/tcp', '9090/tcp'],
  entrypoint: ['/app/ledger'],
  cmd: [],
  workdir: '/app',
  env: ['PATH=/usr/bin:/bin', 'SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt'],
  labels: {
    [`${oci}title`]: 'ledger',
    [`${oci}version`]: '3.0.2+5',
    [`${oci}revision`]: commit,
    [`${oci}created`]: '2026-11-22T10:00:00Z',
  },
  stopSignal: 'SIGTERM',
  healthCheck: {
    test: ['CMD', '/app/ledger', 'healthcheck'],
    intervalSeconds: 5,
    timeoutSeconds: 2,
    startPeriodSeconds: 60,
    retries: 2,
  },
  sizeBytes: 17_728_182,
  history: ['COPY /empty / # buildkit', 'ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt', 'ARG VERSION=dev'],
  repoDigests: [`registry.example.com/acme/ledger@${digest}`],
};

const expected: ExpectedImage = {
  user: '65532:65532',
  ports: ['9090/tcp', '8080/tcp'],
  entrypoint: ['/app/ledger'],
  complete: true,
  started: false,
  workdir: '/app',
  labels: [
    { name: `${oci}title`, value: 'ledger', place: { file: definition, path: 'name' } },
    { name: `${oci}version`, value: '3.0.2+5', place: { file: lock, path: 'ledger.*.build.version' } },
    { name: `${oci}revision`, place: { file: definition, path: 'build' } },
  ],
  tagged: { tag: '3.0.2-5', version: '3.0.2-5', place: { file: lock, path: 'ledger.*' } },
  platforms: ['linux/amd64', 'linux/arm64'],
  health: {
    command: ['/app/ledger', 'healthcheck'],
    exact: true,
    question: { path: '/readyz', port: 8080 },
    intervalSeconds: 5,
    timeoutSeconds: 2,
    startPeriodSeconds: 60,
    retries: 2,
  },
  stopSignal: 'SIGTERM',
  maxBytes: 500 * 1024 * 1024,
  digest: { value: digest, place: { file: lock, path: 'ledger.*.digest' } },
};

/** An image that is as its definition says, but for what is changed. */
export const ledger = (
  changes: { readonly image?: Partial<InspectedImage>; readonly expected?: Partial<ExpectedImage> } = {},
): ImageSubject => ({
  service: 'ledger',
  definition,
  platform: 'platform.ts',
  image: { ...image, ...changes.image },
  expected: { ...expected, ...changes.expected },
  secrets: { name: looksSecretName, value: looksSecretValue, assigns: assignsSecret },
});

/** The labels of that image, some changed. */
export const labelled = (labels: Readonly<Record<string, string>>): Partial<InspectedImage> => ({
  labels: { ...image.labels, ...labels },
});
