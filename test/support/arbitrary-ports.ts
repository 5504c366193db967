import fc, { type Arbitrary } from 'fast-check';
import { Network } from '../../lib/definition/network.js';
import { isJsonObject } from '../../lib/json.js';
import { name, scalars, text } from './arbitrary-scalars.js';
import { inputOf } from './arbitrary-schema.js';

/** What is settled before a definition is written, so that its parts can refer to each other. */
export interface World {
  readonly name: string;
  readonly environment: string;
  readonly kind: 'service' | 'worker' | 'cron';
  readonly made: 'build' | 'image';
  /** true when the environment has a domain for `{domain}` */
  readonly domain: boolean;
  /** true when the environment takes images by digest only */
  readonly digests: boolean;
  /** true for work on one's own machine, where an image needs no version */
  readonly local: boolean;
  /** as the definition writes them; undefined leaves them to the default of the kind */
  readonly ports: Readonly<Record<string, unknown>> | undefined;
  /** the names of all ports, and of those that speak TCP */
  readonly names: readonly string[];
  readonly tcp: readonly string[];
  /** true when a port is below 1024 */
  readonly low: boolean;
  readonly callees: readonly string[];
  readonly calleePorts: readonly string[];
  readonly callers: readonly string[];
}

interface Listening {
  readonly name: string;
  readonly number: number;
  readonly offered: number;
  readonly protocol: string;
}

/** A port as the definition writes it, short or long. */
const listening = (portName: string, written: unknown): Listening => {
  const long = isJsonObject(written) ? written : { port: Number(written) };
  const wellKnown: Readonly<Record<string, number>> = { http: 80, https: 443 };
  return {
    name: portName,
    number: Number(long.port),
    offered: Number(long.servicePort ?? wellKnown[portName] ?? long.port),
    protocol: String(long.protocol ?? 'TCP'),
  };
};

/** The ports without those whose number or offer is taken already. */
const distinct = (ports: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const taken = new Set<string>();
  return Object.fromEntries(
    Object.entries(ports).filter(([portName, written]) => {
      const { number, offered, protocol } = listening(portName, written);
      const claims = [`listens ${number}/${protocol}`, `offers ${offered}/${protocol}`];
      if (claims.some((claim) => taken.has(claim))) return false;
      for (const claim of claims) taken.add(claim);
      return true;
    }),
  );
};

const others = Object.keys(Network.unwrap().shape).filter((field) => field !== 'ports');

const ports: Arbitrary<Readonly<Record<string, unknown>>> = inputOf(Network, {
  scalars,
  text,
  always: ['ports'],
  never: others,
  places: {
    'ports.*.port': (plain) => fc.oneof({ weight: 15, arbitrary: plain() }, fc.constantFrom(53, 80, 443)),
    'ports.*.servicePort': (plain) => fc.oneof(plain(), fc.constantFrom(80, 443, 8443)),
  },
}).map((network) => (isJsonObject(network) && isJsonObject(network.ports) ? distinct(network.ports) : {}));

/** The services that call the one that is written, and those that it calls. */
export const neighbourNames = {
  callees: ['ledger', 'token-service'],
  calleePorts: ['http', 'grpc'],
  callers: ['web', 'batch'],
} as const;

/** What a definition is written in: who it is, where it runs, what it listens on, whom it knows. */
export const world = (where: Pick<World, 'environment' | 'domain' | 'digests' | 'local'>): Arbitrary<World> =>
  fc
    .record({
      name: fc.oneof({ weight: 8, arbitrary: name }, fc.constant('a-name-of-forty-characters-is-long-for-it')),
      kind: fc.constantFrom('service', 'service', 'worker', 'cron'),
      made: fc.constantFrom('build', 'image'),
      given: fc.option(ports, { nil: undefined }),
    })
    .map(({ given, ...rest }) => {
      const written = rest.kind === 'cron' ? undefined : given;
      const standard = rest.kind === 'service' ? { http: 8080 } : {};
      const all = Object.entries(written ?? standard).map(([portName, port]) => listening(portName, port));
      return {
        ...rest,
        ...neighbourNames,
        ...where,
        ports: written,
        names: all.map((port) => port.name),
        tcp: all.flatMap((port) => (port.protocol === 'TCP' ? [port.name] : [])),
        low: all.some((port) => port.number < 1024),
      };
    });
