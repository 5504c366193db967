import type { Definition } from '../definition/index.js';
import type { ProbeCheck } from '../service/types/container.js';
import { programs } from './bases.js';

type Build = NonNullable<Definition['build']>;
type HttpCheck = Extract<ProbeCheck, { kind: 'http' }>;
type Program = (typeof programs)[keyof typeof programs];

/** A command that asks the process inside its container, and the program that it needs beside it. */
export interface Client {
  readonly command: readonly string[];
  readonly program?: Program;
}

const address = ({ scheme, path }: HttpCheck, port: number): string =>
  `${scheme === 'HTTPS' ? 'https' : 'http'}://127.0.0.1:${port}${path}`;

/** Asks as the kubelet does: 200 to 399 is well, redirects are not followed, and certificates are not checked. */
const nodeHttp = (check: HttpCheck, port: number): string => {
  const headers = Object.fromEntries(check.headers.map(({ name, value }) => [name, value]));
  const options = JSON.stringify({ headers, ...(check.scheme === 'HTTPS' && { rejectUnauthorized: false }) });
  const module = check.scheme === 'HTTPS' ? 'https' : 'http';
  return `require('${module}').get(${JSON.stringify(address(check, port))},${options},(r)=>process.exit(r.statusCode>=200&&r.statusCode<400?0:1)).on('error',()=>process.exit(1))`;
};

const nodeTcp = (port: number): string =>
  `require('net').connect(${port},'127.0.0.1',()=>process.exit(0)).on('error',()=>process.exit(1))`;

const pythonHttp = (check: HttpCheck, port: number): string => {
  const headers = JSON.stringify(Object.fromEntries(check.headers.map(({ name, value }) => [name, value])));
  const connection =
    check.scheme === 'HTTPS'
      ? `h.HTTPSConnection('127.0.0.1',${port},context=__import__('ssl')._create_unverified_context())`
      : `h.HTTPConnection('127.0.0.1',${port})`;
  return `import http.client as h,json;c=${connection};c.request('GET',${JSON.stringify(check.path)},headers=json.loads(${JSON.stringify(headers)}));raise SystemExit(not 200<=c.getresponse().status<400)`;
};

const pythonTcp = (port: number): string => `import socket;socket.create_connection(('127.0.0.1',${port}))`;

/** The interpreter of an image that the kit builds; undefined for other languages. */
export const interpreter = (build: Build): string | undefined => {
  if (build.language === 'node') return build.runtime === 'distroless' ? '/nodejs/bin/node' : '/usr/local/bin/node';
  if (build.language === 'python')
    return build.runtime === 'distroless' ? '/usr/bin/python3' : '/usr/local/bin/python3';
  return undefined;
};

/** The language's own client; undefined where it has none. */
const own = (build: Build, check: ProbeCheck, port: number): Client | undefined => {
  const program = interpreter(build);
  if (program === undefined || (check.kind !== 'http' && check.kind !== 'tcp')) return undefined;
  if (build.language === 'node')
    return { command: [program, '-e', check.kind === 'http' ? nodeHttp(check, port) : nodeTcp(port)] };
  return { command: [program, '-c', check.kind === 'http' ? pythonHttp(check, port) : pythonTcp(port)] };
};

/** A static program that is copied into the image. */
const beside = (check: Exclude<ProbeCheck, { kind: 'exec' }>, port: number, timeoutSeconds: number): Client => {
  switch (check.kind) {
    case 'http': {
      const program = check.scheme === 'HTTPS' ? programs.https : programs.http;
      const headers = check.headers.flatMap(({ name, value }) => ['-H', `${name}: ${value}`]);
      return { command: [program.to, '-t', String(timeoutSeconds), ...headers, address(check, port)], program };
    }
    case 'tcp':
      return {
        command: [programs.tcp.to, '-t', String(timeoutSeconds), '--port', String(port)],
        program: programs.tcp,
      };
    case 'grpc': {
      const limit = `${timeoutSeconds}s`;
      const service = check.service === undefined ? [] : [`-service=${check.service}`];
      const times = [`-connect-timeout=${limit}`, `-rpc-timeout=${limit}`];
      return {
        command: [programs.grpc.to, `-addr=127.0.0.1:${port}`, ...times, ...service],
        program: programs.grpc,
      };
    }
  }
};

/**
 * The client of a probe in the image that is built: the command of an exec probe, the one that the definition names, the
 * language's own, or a static program. Undefined where nobody can ask: a finished image, or a Dockerfile of the team's own.
 */
export const client = (
  { build, health }: Pick<Definition, 'build' | 'health'>,
  check: ProbeCheck,
  { port, timeoutSeconds, entrypoint }: { port: number; timeoutSeconds: number; entrypoint: readonly string[] },
): Client | undefined => {
  if (health.client?.kind === 'none') return undefined;
  if (health.client?.kind === 'exec') return { command: health.client.command };
  if (check.kind === 'exec') return { command: check.command };
  if (health.client?.kind === 'subcommand')
    return entrypoint.length === 0 ? undefined : { command: [...entrypoint, ...health.client.args] };
  const ours = build !== undefined && (build.language !== 'custom' || build.stages.length > 0);
  if (!ours) return undefined;
  return (health.client === undefined ? own(build, check, port) : undefined) ?? beside(check, port, timeoutSeconds);
};
