import { describe, expect, test } from 'vitest';
import { imageOf } from '../../lib/builds/engine-answer.js';
import { changed, fromContainerd, type Recorded, recorded } from './fake-docker.js';

const reference = 'registry.example.com/acme/ledger:3.0.2';
const digest = `sha256:${'4d'.repeat(32)}`;
const read = ({ inspect, history }: Recorded) => imageOf(reference, inspect, history);

const ledger = {
  reference,
  os: 'linux',
  architecture: 'amd64',
  user: '65532:65532',
  exposedPorts: ['8080/tcp', '9090/tcp'],
  entrypoint: ['/app/ledger'],
  cmd: [],
  workdir: '/app',
  stopSignal: 'SIGTERM',
  healthCheck: {
    test: ['CMD', '/app/ledger', 'healthcheck'],
    intervalSeconds: 5,
    timeoutSeconds: 2,
    startPeriodSeconds: 60,
    retries: 2,
  },
};

describe('what docker prints of an image', () => {
  test('is read of Docker Engine 20.10', () => {
    const image = read(recorded('ledger'));
    expect(image).toMatchObject({ ...ledger, repoDigests: [] });
    expect(image?.labels).toMatchObject({
      'org.opencontainers.image.title': 'ledger',
      'org.opencontainers.image.version': '3.0.2',
    });
    expect(image?.env).toContain('SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt');
    expect(image).not.toHaveProperty('variant');
  });

  test('is read alike of an engine with the containerd image store, which leaves out what is empty', () => {
    const old = read(recorded('ledger'));
    const repoDigests = [`registry.example.com/acme/ledger@${digest}`];
    expect(read(fromContainerd(recorded('ledger'), digest))).toEqual({ ...old, repoDigests });
  });

  test('has the size of all layers unpacked, whatever the engine calls its size', () => {
    const [whole] = JSON.parse(recorded('ledger').inspect);
    expect(read(recorded('ledger'))?.sizeBytes).toBe(whole.Size);
    expect(read(changed(recorded('ledger'), (image) => ({ ...image, Size: 1 })))?.sizeBytes).toBe(whole.Size);
    const { inspect } = recorded('ledger');
    expect(read({ inspect, history: '{"CreatedBy":"COPY . .","Size":"0"}\n' })?.sizeBytes).toBe(whole.Size);
  });

  test('has its history from the first step on, as both builders write it', () => {
    expect(read(recorded('classic'))?.history.slice(2)).toEqual([
      '/bin/sh -c #(nop)  ARG API_TOKEN',
      '/bin/sh -c #(nop)  ARG NAME=x',
      '|2 API_TOKEN=canary-5d1f6c0e9b NAME=x /bin/sh -c test -n "$API_TOKEN"',
      '/bin/sh -c #(nop)  ENV A_PASSWORD=hunter2',
      '/bin/sh -c #(nop)  CMD ["/bin/sh" "-c" "echo hello $A"]',
    ]);
    expect(read(recorded('buildkit'))?.history[4]).toBe(
      'RUN |2 API_TOKEN=canary-5d1f6c0e9b with spaces NAME=x /bin/sh -c test -n "$API_TOKEN" # buildkit',
    );
  });

  test('holds what Docker takes where an image says nothing', () => {
    const config = { Healthcheck: { Test: ['CMD-SHELL', 'true'] } };
    const image = read(changed(recorded('ledger'), (whole) => ({ ...whole, Variant: 'v8', Config: config })));
    expect(image).toMatchObject({
      variant: 'v8',
      user: '',
      exposedPorts: [],
      entrypoint: [],
      cmd: [],
      workdir: '',
      env: [],
      labels: {},
      stopSignal: 'SIGTERM',
      healthCheck: { intervalSeconds: 30, timeoutSeconds: 30, startPeriodSeconds: 0, retries: 3 },
    });
  });

  test.each([[null], [{ Test: ['NONE'] }], [{ Test: null }], [{}]])('tells of no health check in %j', (Healthcheck) => {
    const without = changed(recorded('ledger'), (image, config) => ({ ...image, Config: { ...config, Healthcheck } }));
    expect(read(without)).not.toHaveProperty('healthCheck');
  });

  test.each([
    ['has no configuration', { Config: undefined }],
    ['has no system', { Os: '' }],
  ])('is no image of this machine when it %s', (_, change) => {
    expect(read(changed(recorded('ledger'), (image) => ({ ...image, ...change })))).toBeUndefined();
  });

  test.each([
    ['[]', ''],
    ['no JSON', ''],
    ['[{"Size":"large"}]', ''],
    [recorded('ledger').inspect, 'IMAGE CREATED'],
    [recorded('ledger').inspect, '{"CreatedBy":"COPY . .","Size":"12.3MB"}'],
  ])('is refused when it is something else', (inspect, history) => {
    expect(() => read({ inspect, history })).toThrow();
  });
});
