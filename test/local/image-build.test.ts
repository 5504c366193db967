import { describe, expect, test } from 'vitest';
import { localService } from '../support/local-service.js';

describe('the image of a service', () => {
  test('says everything that its Dockerfile needs', () => {
    const { imageBuild } = localService({
      description: 'Takes\n  orders',
      links: { repository: 'https://git.example.com/orders', runbook: 'https://example.com/runbook' },
      network: { ports: { http: 8080, dns: { port: 5353, protocol: 'UDP' } } },
      health: {
        live: { path: '/livez', port: 'http' },
        ready: { path: '/readyz', port: 'http', period: '7s' },
        startup: '90s',
      },
      shutdown: { signal: 'SIGINT' },
      security: { user: 10001, group: 10002 },
    });
    const { recipe: _, ...rest } = imageBuild ?? {};
    expect(rest).toEqual({
      dockerfile: 'Dockerfile',
      generated: true,
      labels: {
        'org.opencontainers.image.title': 'orders',
        'org.opencontainers.image.vendor': 'shop',
        'org.opencontainers.image.description': 'Takes orders',
        'org.opencontainers.image.source': 'https://git.example.com/orders',
        'org.opencontainers.image.documentation': 'https://example.com/runbook',
      },
      workdir: '/app',
      variables: {},
      user: '10001:10002',
      ports: [
        { port: 5353, protocol: 'udp' },
        { port: 8080, protocol: 'tcp' },
      ],
      stopSignal: 'SIGINT',
      copied: [{ image: 'ghcr.io/tarampampam/microcheck:1', from: '/bin/httpcheck', to: '/bin/httpcheck' }],
      healthCheck: {
        command: ['/bin/httpcheck', '-t', '2', 'http://127.0.0.1:8080/readyz'],
        intervalSeconds: 7,
        timeoutSeconds: 2,
        startPeriodSeconds: 90,
        retries: 2,
      },
      entrypoint: ['/app/orders'],
    });
  });

  test.each([
    ['node', ['/nodejs/bin/node', '/app/dist/main.js']],
    ['python', ['/usr/bin/python3', '-m', 'app']],
    [{ language: 'python', runtime: 'slim', main: 'a.b' }, ['/usr/local/bin/python3', '-m', 'a.b']],
    [
      { language: 'static', fallback: true },
      [
        '/static-web-server',
        '--host=0.0.0.0',
        '--port=8080',
        '--root=/public',
        '--health=true',
        '--log-level=info',
        '--security-headers=false',
        '--cache-control-headers=false',
        '--page-fallback=/public/index.html',
      ],
    ],
    ['custom', []],
  ])('of %j runs %j', (build, entrypoint) => {
    expect(localService({ build }).imageBuild?.entrypoint).toEqual(entrypoint);
  });

  test('keeps a Dockerfile of the team’s own, and asks nobody in it', () => {
    const { imageBuild, healthCheck } = localService({
      build: { language: 'custom', dockerfile: './docker/Dockerfile' },
    });
    expect(imageBuild).toMatchObject({ dockerfile: 'docker/Dockerfile', generated: false });
    expect(healthCheck).toBeUndefined();
  });

  test('is none where the definition names a finished one', () => {
    const service = localService({ build: undefined, image: 'registry.example.com/orders:1' });
    expect(service.imageBuild).toBeUndefined();
    expect(service.healthCheck).toBeUndefined();
  });

  test('has no health check for a cron job', () => {
    const workload = { kind: 'cron', schedule: '@hourly' };
    const job = { workload, network: { ports: {} }, health: { live: { kind: 'exec', command: ['true'] } } };
    expect(localService(job).imageBuild).not.toHaveProperty('healthCheck');
  });

  test('is asked about its life where nothing says when it is ready', () => {
    const worker = {
      workload: 'worker',
      network: { ports: {} },
      health: { live: { kind: 'exec', command: ['a'], period: '20s' } },
    };
    expect(localService(worker).healthCheck).toMatchObject({ command: ['a'], intervalSeconds: 20, retries: 3 });
  });

  test('asks for a frontend only where the platform does', () => {
    expect(localService().imageBuild).not.toHaveProperty('syntax');
    expect(localService({}, { bases: { syntax: 'docker/dockerfile:1' } }).imageBuild?.syntax).toBe(
      'docker/dockerfile:1',
    );
  });
});
