import { z } from 'zod';
import { WholeSeconds } from './duration.js';
import { Client } from './health-client.js';
import { PortName, UrlPath } from './scalars.js';
import { shorthand } from './shorthand.js';

const Header = z.strictObject({
  /** the header's name */
  name: z.string().regex(/^[-A-Za-z0-9]+$/, 'expected a header name of letters, digits and -'),
  /** the header's value */
  value: z.string().regex(/^\P{Cc}*$/u, 'expected a header value without line breaks and other control characters'),
});

const http = {
  /** how it is asked: `http`, `grpc`, `tcp` or `exec` */
  kind: z.literal('http').default('http'),
  /** the path that answers 200 to 399 when all is well */
  path: UrlPath,
  /** the port by name; default: the only port, or `http` */
  port: PortName.optional(),
  /** `HTTPS` does not check the certificate */
  scheme: z.enum(['HTTP', 'HTTPS']).default('HTTP'),
  /** headers sent along */
  headers: z.array(Header).default([]),
};

const grpc = {
  /** how it is asked: `http`, `grpc`, `tcp` or `exec` */
  kind: z.literal('grpc'),
  /** the port by name; default: the only port, or `http` */
  port: PortName.optional(),
  /** the service name sent to the gRPC health protocol */
  service: z.string().optional(),
};

const tcp = {
  /** how it is asked: `http`, `grpc`, `tcp` or `exec` */
  kind: z.literal('tcp'),
  /** the port by name; default: the only port, or `http` */
  port: PortName.optional(),
};

const exec = {
  /** how it is asked: `http`, `grpc`, `tcp` or `exec` */
  kind: z.literal('exec'),
  /** the program and its arguments, run in the container without a shell; exit 0 when all is well */
  command: z.array(z.string().min(1)).min(1),
};

const initialDelay = {
  /** how long after the start it is first asked */
  initialDelay: WholeSeconds.default(0),
};

const timeout = {
  /** how long an answer may take; at most the period */
  timeout: WholeSeconds.default(2),
};

const live = {
  ...initialDelay,
  ...timeout,
  /** how often it is asked */
  period: WholeSeconds.default(10),
  /** failures in a row that restart the container */
  failureThreshold: z.int().min(1).max(100).default(3),
};

const ready = {
  ...initialDelay,
  ...timeout,
  /** how often it is asked */
  period: WholeSeconds.default(5),
  /** failures in a row that take the pod out of the Service */
  failureThreshold: z.int().min(1).max(100).default(2),
  /** successes in a row that take it back in */
  successThreshold: z.int().min(1).max(100).default(1),
};

const startup = {
  /** how long the process may take to start; the liveness probe waits for it */
  budget: WholeSeconds.default(60),
  /** how often it is asked */
  period: WholeSeconds.default(2),
  /** how long an answer may take; at most the period */
  timeout: WholeSeconds.default(1),
  ...initialDelay,
};

/** A path alone is asked by HTTP. */
const asHttp = (path: string) => ({ kind: 'http' as const, path });
const kindOf = (probe: object) => ('path' in probe ? 'http' : undefined);

const LiveHttp = z.strictObject({ ...http, ...live });
const LiveGrpc = z.strictObject({ ...grpc, ...live });
const LiveTcp = z.strictObject({ ...tcp, ...live });
const LiveExec = z.strictObject({ ...exec, ...live });
const Live = shorthand(UrlPath, z.discriminatedUnion('kind', [LiveHttp, LiveGrpc, LiveTcp, LiveExec]), asHttp, kindOf);

const ReadyHttp = z.strictObject({ ...http, ...ready });
const ReadyGrpc = z.strictObject({ ...grpc, ...ready });
const ReadyTcp = z.strictObject({ ...tcp, ...ready });
const ReadyExec = z.strictObject({ ...exec, ...ready });
const Ready = shorthand(
  UrlPath,
  z.discriminatedUnion('kind', [ReadyHttp, ReadyGrpc, ReadyTcp, ReadyExec]),
  asHttp,
  kindOf,
);

const StartupAsLive = z.strictObject({
  /** `live` asks what the liveness probe asks; `none` has no startup probe, and liveness must wait long enough by itself; or a probe of its own */
  kind: z.literal('live').default('live'),
  ...startup,
});
const StartupNone = z.strictObject({
  /** `live` asks what the liveness probe asks; `none` has no startup probe, and liveness must wait long enough by itself; or a probe of its own */
  kind: z.literal('none'),
  /** how long the process may take to start */
  budget: WholeSeconds.default(60),
});
const StartupHttp = z.strictObject({
  ...http,
  /** how it is asked: `http`, `grpc`, `tcp` or `exec` */
  kind: z.literal('http'),
  ...startup,
});
const StartupGrpc = z.strictObject({ ...grpc, ...startup });
const StartupTcp = z.strictObject({ ...tcp, ...startup });
const StartupExec = z.strictObject({ ...exec, ...startup });
const Startup = shorthand(
  WholeSeconds,
  z.discriminatedUnion('kind', [StartupAsLive, StartupNone, StartupHttp, StartupGrpc, StartupTcp, StartupExec]),
  (seconds) => ({ budget: `${seconds}s` }),
  kindOf,
);

/** How the platform learns that the process has started, is alive, and may be sent requests. */
export const Health = z
  .strictObject({
    /** alive: looks at nothing but the process, since failing restarts it; a path such as `/livez`, or a probe */
    live: Live.optional(),
    /** ready for requests: looks at what it needs to answer; a path such as `/readyz`, or a probe */
    ready: Ready.optional(),
    /** started: a budget such as `60s` in which the liveness endpoint must first answer, or a probe of its own */
    startup: Startup.prefault({}),
    /** who asks inside the container for Docker and Compose; default: the language's own client, or a static probe in images that the kit builds */
    client: Client.optional(),
  })
  .prefault({});
