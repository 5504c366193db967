import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Definition } from '../../lib/definition/index.js';
import { client } from '../../lib/local/client.js';
import type { ProbeCheck } from '../../lib/service/types/container.js';
import { parsed } from '../support/shorthands.js';

const http: ProbeCheck = { kind: 'http', path: '/readyz', port: 'http', scheme: 'HTTP', headers: [] };
const asked = { port: 8080, timeoutSeconds: 2, entrypoint: ['/app/orders'] };

const of = (more: object, check: ProbeCheck = http, how = asked) =>
  client(parsed({ image: undefined, ...more }) as Definition, check, how)?.command;

const withClient = (more: object, own: unknown) => ({
  ...more,
  health: { live: '/livez', ready: '/readyz', client: own },
});

describe('the client of a health check', () => {
  test('is the program itself, where it says so', () => {
    expect(of(withClient({ build: 'go' }, 'subcommand'))).toEqual(['/app/orders', 'healthcheck']);
    expect(of(withClient({ build: 'go' }, { kind: 'subcommand', args: ['probe', '--ready'] }))).toEqual([
      '/app/orders',
      'probe',
      '--ready',
    ]);
  });

  test('is a static program beside a Go binary and a server of files', () => {
    for (const build of ['go', 'static'])
      expect(of({ build })).toEqual(['/bin/httpcheck', '-t', '2', 'http://127.0.0.1:8080/readyz']);
  });

  test('of TLS and of a port is another static program', () => {
    expect(of({ build: 'go' }, { ...http, scheme: 'HTTPS', headers: [{ name: 'Host', value: 'a b' }] })).toEqual([
      '/bin/httpscheck',
      '-t',
      '2',
      '-H',
      'Host: a b',
      'https://127.0.0.1:8080/readyz',
    ]);
    expect(of({ build: 'go' }, { kind: 'tcp', port: 'http' })).toEqual(['/bin/portcheck', '-t', '2', '--port', '8080']);
  });

  test('of gRPC is grpc-health-probe, in every language', () => {
    for (const build of ['go', 'node', 'python'])
      expect(
        of({ build }, { kind: 'grpc', port: 9000, portName: 'grpc', service: 'orders' }, { ...asked, port: 9000 }),
      ).toEqual([
        '/bin/grpc-health-probe',
        '-addr=127.0.0.1:9000',
        '-connect-timeout=2s',
        '-rpc-timeout=2s',
        '-service=orders',
      ]);
  });

  test('is the interpreter of Node and of Python, where the image has it', () => {
    expect(of({ build: 'node' })?.slice(0, 2)).toEqual(['/nodejs/bin/node', '-e']);
    expect(of({ build: { language: 'node', runtime: 'slim' } })?.slice(0, 2)).toEqual(['/usr/local/bin/node', '-e']);
    expect(of({ build: 'python' })?.slice(0, 2)).toEqual(['/usr/bin/python3', '-c']);
  });

  test('is the command of an exec probe, and the command that the definition names', () => {
    expect(of({ build: 'node' }, { kind: 'exec', command: ['node', 'health.js'] })).toEqual(['node', 'health.js']);
    expect(of(withClient({ image: 'orders:1' }, { kind: 'exec', command: ['a', 'b'] }))).toEqual(['a', 'b']);
  });

  test('is nobody in a finished image, in a Dockerfile of the team’s own, and where nobody shall ask', () => {
    expect(of({ image: 'orders:1' })).toBeUndefined();
    expect(of({ build: 'custom' })).toBeUndefined();
    expect(of(withClient({ build: 'go' }, 'none'))).toBeUndefined();
  });
});

describe('the client of Node', () => {
  const run = promisify(execFile);
  const server = createServer((request, response) => {
    response.statusCode = request.headers['x-key'] === "it's $HOME" ? 200 : Number(request.url?.slice(1));
    response.end();
  });
  const port = () => (server.address() as AddressInfo).port;
  beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
  afterAll(() => new Promise((done) => server.close(done)));

  const exit = async (check: ProbeCheck, at = port()): Promise<number> => {
    const [, ...args] = of({ build: 'node' }, check, { ...asked, port: at }) ?? [];
    return run(process.execPath, args).then(
      () => 0,
      (error: { code: number }) => error.code,
    );
  };

  test.each([
    ['/200', 0],
    ['/302', 0],
    ['/404', 1],
    ['/503', 1],
  ])('takes %s as the kubelet does', async (path, code) => {
    expect(await exit({ ...http, path })).toBe(code);
  });

  test('sends the headers of the probe', async () => {
    expect(await exit({ ...http, path: '/500', headers: [{ name: 'X-Key', value: "it's $HOME" }] })).toBe(0);
  });

  test('knows an open port from a closed one', async () => {
    expect(await exit({ kind: 'tcp', port: 'http' })).toBe(0);
    expect(await exit({ kind: 'tcp', port: 'http' }, 1)).toBe(1);
  });
});
