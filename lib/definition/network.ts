import { z } from 'zod';
import { DnsName, LabelKey, LabelValue, Name, PortName, PortNumber, UrlPath } from './scalars.js';
import { shorthand } from './shorthand.js';

const Port = z.strictObject({
  /** the number that the process listens on */
  port: PortNumber,
  /** the number under which the Service offers it; default: 80 for the name `http`, 443 for `https`, else the same */
  servicePort: PortNumber.optional(),
  /** the transport */
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

const Cidr = z.union([z.cidrv4(), z.cidrv6()], 'expected an address range such as 10.0.0.0/8');

const ports = {
  /** the ports it may reach, by name; default: all but the metrics port */
  ports: z.array(PortName).min(1).optional(),
};

const namespaceFields = {
  /** every pod of a namespace, or those with certain labels */
  kind: z.literal('namespace'),
  /** the namespace's name */
  namespace: Name,
  /** labels of the pods; none means every pod of the namespace */
  labels: z.record(LabelKey, LabelValue).default({}),
};

const rangeFields = {
  /** addresses outside the cluster */
  kind: z.literal('cidr'),
  /** the address range, such as `203.0.113.0/24` */
  cidr: Cidr,
  /** ranges within it that are left out */
  except: z.array(Cidr).default([]),
};

const CallerService = z.strictObject({
  /** another service of the workspace */
  kind: z.literal('service').default('service'),
  /** its name */
  service: Name,
  ...ports,
});
const CallerNamespace = z.strictObject({ ...namespaceFields, ...ports });
const CallerRange = z.strictObject({ ...rangeFields, ...ports });
const Caller = shorthand(
  Name,
  z.discriminatedUnion('kind', [CallerService, CallerNamespace, CallerRange]),
  (service) => ({ service }),
);

const Call = z.strictObject({
  /** the name of the service that is called */
  service: Name,
  /** its port by name; default: its only port, or `http` */
  port: PortName.optional(),
  /** false tells the process nothing; default: `<NAME>_URL` holds the address */
  env: z.boolean().default(true),
});

const PeerPort = z.strictObject({
  /** the number that is reached */
  port: PortNumber,
  /** the last number of a range that begins with port */
  endPort: PortNumber.optional(),
  /** the transport */
  protocol: z.enum(['TCP', 'UDP', 'SCTP']).default('TCP'),
});
const peerPorts = {
  /** the ports that are reached, such as `443` */
  ports: z.array(shorthand(PortNumber, PeerPort, (port) => ({ port }))).min(1),
};
const EgressNamespace = z.strictObject({ ...namespaceFields, ...peerPorts });
const EgressRange = z.strictObject({ ...rangeFields, ...peerPorts });

/** Where something outside this service is: a namespace of the cluster or an address range. */
export const Peer = z.discriminatedUnion('kind', [z.strictObject(namespaceFields), z.strictObject(rangeFields)]);

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
    egress: z.array(z.discriminatedUnion('kind', [EgressNamespace, EgressRange])).default([]),
  })
  .prefault({});

const wellKnown: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** The ports of a workload that does not say: `http: 8080` for a service, none for others. */
export const portsOf = (kind: 'service' | 'worker' | 'cron', given: z.output<typeof Network>['ports']) =>
  given ?? (kind === 'service' ? { http: Port.parse({ port: 8080 }) } : {});

/** The number under which a Service offers a port. */
export const servicePortOf = (name: string, port: z.output<typeof Port>): number =>
  port.servicePort ?? wellKnown[name] ?? port.port;

/** What is spoken on a port, where that is known. */
export const appProtocolOf = (name: string, port: z.output<typeof Port>): string | undefined =>
  port.appProtocol ?? (name === 'http' ? 'http' : undefined);
