import { z } from 'zod';
import { LabelKey, LabelValue, Name, PortName, PortNumber } from './scalars.js';
import { shorthand } from './shorthand.js';

const rangeError = 'expected an address range such as 10.0.0.0/8';
/** A range of addresses, such as `10.0.0.0/8`. */
export const Cidr = z.union([z.cidrv4(rangeError), z.cidrv6(rangeError)], rangeError);

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
  /** the name of the service that may call */
  service: Name,
  ...ports,
});
const CallerNamespace = z.strictObject({ ...namespaceFields, ...ports });
const CallerRange = z.strictObject({ ...rangeFields, ...ports });
/** Who may call a service: another service by its name, a namespace, or an address range. */
export const Caller = shorthand(
  Name,
  z.discriminatedUnion('kind', [CallerService, CallerNamespace, CallerRange]),
  (service) => ({ service }),
);

const PeerPort = z.strictObject({
  /** the number that is reached */
  port: PortNumber,
  /** the last number of a range that begins with `port` */
  endPort: PortNumber.optional(),
  /** the transport protocol */
  protocol: z.enum(['TCP', 'UDP', 'SCTP']).default('TCP'),
});
const peerPorts = {
  /** the ports that are reached, such as `443` */
  ports: z.array(shorthand(PortNumber, PeerPort, (port) => ({ port }))).min(1),
};
const EgressNamespace = z.strictObject({ ...namespaceFields, ...peerPorts });
const EgressRange = z.strictObject({ ...rangeFields, ...peerPorts });

/** What a service may reach beside the services it calls: a namespace or an address range, on certain ports. */
export const Egress = z.discriminatedUnion('kind', [EgressNamespace, EgressRange]);

/** Where something outside this service is: a namespace of the cluster or an address range. */
export const Peer = z.discriminatedUnion('kind', [z.strictObject(namespaceFields), z.strictObject(rangeFields)]);
