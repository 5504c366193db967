import { z } from 'zod';
import { Caller, Egress } from './peers.js';
import { DnsName, LabelKey, Name, PortName, PortNumber, UrlPath } from './scalars.js';
import { shorthand } from './shorthand.js';

const Port = z.strictObject({
  /** the number that the process listens on */
  port: PortNumber,
  /** the number under which the Service offers it; default: 80 for the name `http`, 443 for `https`, else the same */
  servicePort: PortNumber.optional(),
  /** the transport protocol */
  protocol: z.enum(['TCP', 'UDP', 'SCTP']).default('TCP'),
  /** what is spoken on it, such as `http`, `grpc` or `kubernetes.io/h2c`; default: `http` for the name `http` */
  appProtocol: LabelKey.optional(),
});

const ServiceType = z.enum(['ClusterIP', 'Headless', 'LoadBalancer']);

const MainService = z.strictObject({
  /** how the Service is reached: one cluster address, every pod's own address, or a load balancer of the cloud */
  type: ServiceType.default('ClusterIP'),
  /** annotations of the Service, for load balancers and meshes */
  annotations: z.record(LabelKey, z.string()).default({}),
  /** `ClientIP` sends one client's requests to one pod */
  sessionAffinity: z.enum(['None', 'ClientIP']).default('None'),
  /** prefers endpoints near the client, on clusters that have it (1.31) */
  trafficDistribution: z.enum(['PreferClose']).optional(),
});

const FurtherService = z.strictObject({
  /** the ports it offers, by name */
  ports: z.array(PortName).min(1),
  /** how the Service is reached: one cluster address, every pod's own address, or a load balancer of the cloud */
  type: ServiceType.default('ClusterIP'),
  /** annotations of the Service, for load balancers and meshes */
  annotations: z.record(LabelKey, z.string()).default({}),
});

const Expose = z.strictObject({
  /** the host name; `{domain}` stands for the environment's domain */
  host: z
    .string()
    .transform((host) => host.replaceAll('{domain}', 'domain-of-the-environment.example'))
    .pipe(DnsName)
    .transform((host) => host.replaceAll('domain-of-the-environment.example', '{domain}')),
  /** the path under which it is reached */
  path: UrlPath.default('/'),
  /** `Prefix` takes what lies below the path too */
  pathType: z.enum(['Prefix', 'Exact']).default('Prefix'),
  /** the port by name; default: the only port, or `http` */
  port: PortName.optional(),
  /** true takes the certificate from the Secret `<name>-tls`, a name from that Secret, false serves in clear */
  tls: z.union([z.boolean(), Name]).default(true),
  /** annotations of the Ingress or HTTPRoute */
  annotations: z.record(LabelKey, z.string()).default({}),
});

const exposed = shorthand(z.string(), Expose, (text) => {
  const slash = text.indexOf('/');
  return slash === -1 ? { host: text } : { host: text.slice(0, slash), path: text.slice(slash) };
});

const Call = z.strictObject({
  /** the name of the service that is called */
  service: Name,
  /** its port by name; default: its only port, or `http` */
  port: PortName.optional(),
  /** false tells the process nothing; default: `<NAME>_URL` holds the address */
  env: z.boolean().default(true),
});

/** Which ports it has, who may call it, and what it calls. */
export const Network = z
  .strictObject({
    /** the ports by name: a number, or the long form; default: `http: 8080` for a service, none for others */
    ports: z
      .record(
        PortName,
        shorthand(PortNumber, Port, (port) => ({ port })),
      )
      .optional(),
    /** the Service that offers all ports under the service's name */
    service: MainService.prefault({}),
    /** further Services by the ending of their name, each with some of the ports */
    services: z.record(Name, FurtherService).default({}),
    /** host names under which it is reached from outside, such as `orders.example.com/api` */
    expose: z.union([exposed.transform((one) => [one]), z.array(exposed)]).prefault([]),
    /** who may call it, besides the ingress controller and monitoring: names of services, namespaces, address ranges */
    callers: z.array(Caller).default([]),
    /** the services that it calls: opens the way and tells the process each address */
    calls: z.array(shorthand(Name, Call, (service) => ({ service }))).default([]),
    /** what else it may reach: namespaces or address ranges, with ports */
    egress: z.array(Egress).default([]),
  })
  .prefault({});

const wellKnown: Readonly<Record<string, number>> = { http: 80, https: 443 };

const httpPort: Readonly<Record<string, z.output<typeof Port>>> = { http: Port.parse({ port: 8080 }) };

/** The ports of a workload that does not say: `http: 8080` for a service, none for others. */
export const portsOf = (kind: 'service' | 'worker' | 'cron', given: z.output<typeof Network>['ports']) =>
  given ?? (kind === 'service' ? httpPort : {});

/** The number under which a Service offers a port. */
export const servicePortOf = (name: string, port: z.output<typeof Port>): number =>
  port.servicePort ?? wellKnown[name] ?? port.port;

/** What is spoken on a port, where that is known. */
export const appProtocolOf = (name: string, port: z.output<typeof Port>): string | undefined =>
  port.appProtocol ?? (name === 'http' ? 'http' : undefined);
