import { describe, expect, test } from 'vitest';
import { confinement, end, health, life, mounts, ports, program, tmpfs } from '../../../lib/files/compose/run.js';
import type { Part } from '../../../lib/local/types/local.js';
import { finishedOrders } from '../../support/local-orders.js';
import { named } from './example.js';

const port = (name: string, host: number, container: number, protocol: 'tcp' | 'udp' = 'tcp') => ({
  ...{ name, host, container, protocol },
});

describe('ports', () => {
  test('are reached from this machine only, in order', () => {
    const given = [port('http', 8080, 8080), port('dns', 8053, 53, 'udp')];
    expect(ports(named('a', { ports: given }))).toEqual({ ports: ['127.0.0.1:8053:53/udp', '127.0.0.1:8080:8080'] });
  });

  test('of none are absent', () => expect(ports(named('a'))).toEqual({}));
});

describe('files', () => {
  const files = [{ path: '/run/secrets/a/KEY', source: '.slipway/secrets/KEY', content: 'x', keep: true }];
  const bound = (source: string) => ({
    ...{ type: 'bind', source, target: '/run/secrets/a/KEY', read_only: true, bind: { create_host_path: false } },
  });

  test('are bound read-only from the folder of the definition, and must be there', () => {
    expect(mounts(named('a', { files }))).toEqual({ volumes: [bound('./apps/a/.slipway/secrets/KEY')] });
  });

  test('of a definition in the folder itself are beside the file', () => {
    expect(mounts(named('a', { files }, { folder: '.' }))).toEqual({ volumes: [bound('./.slipway/secrets/KEY')] });
  });

  test('of none are absent', () => expect(mounts(named('a'))).toEqual({}));
});

describe('the process', () => {
  test('has nothing that a pod does not give it', () => {
    const service = named('a', { cpus: '1.5', memoryBytes: 2 ** 29, pids: 100 });
    expect(confinement(service)).toEqual({
      user: '65532:65532',
      cap_drop: ['ALL'],
      deploy: { resources: { limits: { cpus: '1.5', memory: '512m', pids: 100 } } },
      read_only: true,
      security_opt: ['no-new-privileges:true'],
    });
    const container = { ...service.container, capabilities: ['NET_BIND_SERVICE'] };
    expect(confinement({ ...service, container })).toMatchObject({ cap_add: ['NET_BIND_SERVICE'], cap_drop: ['ALL'] });
  });

  test('has a number for a user, even where the cluster chooses it', () => {
    const security = { ...finishedOrders.security, user: 10_001, group: 10_002, identity: 'platform' as const };
    expect(confinement({ ...finishedOrders, security })).toMatchObject({ user: '10001:10002' });
  });

  test('writes to its own folders, in memory', () => {
    expect(tmpfs(named('a', { tmpfs: [{ path: '/tmp', bytes: 2 ** 26 }] }))).toEqual({
      tmpfs: ['/tmp:exec,gid=65532,mode=0770,size=64m,uid=65532'],
    });
    expect(tmpfs(named('a'))).toEqual({});
  });

  test("is the image's own unless the definition says another", () => {
    const { container, local } = finishedOrders;
    const shown = (parts: readonly Part[]) =>
      parts.map((part) => (part.kind === 'text' ? part.text : part.kind)).join('');
    const words = (...texts: readonly string[]) => texts.map((text) => [{ kind: 'text' as const, text }]);
    expect(program({ container, local }, shown)).toEqual({});
    expect(
      program(
        { container: { ...container, workingDir: '/c' }, local: { ...local, command: words('/a'), args: words('b') } },
        shown,
      ),
    ).toEqual({ entrypoint: ['/a'], command: ['b'], working_dir: '/c' });
  });
});

describe('health', () => {
  test('is asked as the image says it', () => {
    const healthCheck = {
      ...{
        command: ['/app/a', 'healthcheck'],
        intervalSeconds: 5,
        timeoutSeconds: 2,
        startPeriodSeconds: 60,
        retries: 3,
      },
    };
    expect(health({ healthCheck })).toEqual({
      healthcheck: {
        ...{ test: ['CMD', '/app/a', 'healthcheck'], interval: '5s', timeout: '2s', retries: 3, start_period: '60s' },
      },
    });
  });

  test("is the image's own where nobody says it", () => expect(health({})).toEqual({}));
});

test('the end is that of the pod', () => {
  expect(end(named('a'))).toEqual({ stop_grace_period: '30s', stop_signal: 'SIGTERM' });
});

describe('the life', () => {
  test('of a service goes on, and is rebuilt from changed source', () => {
    expect(life(named('a'))).toEqual({
      restart: 'unless-stopped',
      develop: { watch: [{ action: 'rebuild', path: 'apps/a', ignore: ['.slipway/'] }] },
    });
  });

  test('of a finished image has no source to watch', () => expect(life(finishedOrders)).not.toHaveProperty('develop'));

  test('of a cron job is one run, asked for', () => {
    const workload = { ...finishedOrders.workload, kind: 'cron' } as typeof finishedOrders.workload;
    expect(life({ ...finishedOrders, workload })).toMatchObject({ restart: 'no', profiles: ['cron'] });
  });
});
