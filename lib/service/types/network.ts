import type { Port } from './container.js';
import type { Labels } from './labels.js';

/** One Service object. */
export interface ServiceObject {
  readonly name: string;
  readonly type: 'ClusterIP' | 'Headless' | 'LoadBalancer';
  readonly ports: readonly Port[];
  readonly annotations: Labels;
  readonly sessionAffinity: 'None' | 'ClientIP';
  /** the addresses that a load balancer lets in; pods then see them as they are */
  readonly sourceRanges?: readonly string[];
  readonly trafficDistribution?: 'PreferClose';
}

/** A way in from outside: an Ingress or an HTTPRoute. */
export interface Route {
  /** the name of the object that carries it, where each host has one of its own */
  readonly objectName: string;
  readonly host: string;
  readonly path: string;
  readonly pathType: 'Prefix' | 'Exact';
  readonly port: Port;
  readonly tlsSecret?: string;
}

/** All ways in, and the controller that serves them. */
export type Routing = { readonly routes: readonly Route[]; readonly annotations: Labels } & (
  | { readonly kind: 'ingress'; readonly class?: string }
  | { readonly kind: 'gateway'; readonly name: string; readonly namespace: string; readonly section?: string }
);

/** Who a policy speaks of; `anywhere` is everyone, in the cluster and outside it. */
export type PolicyPeer =
  | { readonly kind: 'pods'; readonly namespace?: string; readonly labels: Labels }
  | { readonly kind: 'cidr'; readonly cidr: string; readonly except: readonly string[] }
  | { readonly kind: 'anywhere' };

/** A port or a range of ports in a policy. */
export interface PolicyPort {
  readonly port: number;
  readonly endPort?: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
}

/** What one peer may reach, or may be reached on. */
export interface PolicyRule {
  readonly peer: PolicyPeer;
  readonly ports: readonly PolicyPort[];
}

/** How metrics are read. */
export type Metrics = {
  readonly port: Port;
  readonly path: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
} & ({ readonly by: 'serviceMonitor'; readonly labels: Labels } | { readonly by: 'annotations' });
