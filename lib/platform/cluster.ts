import { z } from 'zod';
import { ProxyRange, Range } from '../definition/addresses.js';
import { LabelKey, LabelValue, Name, ObjectName, PortNumber } from '../definition/scalars.js';

const Labels = z.record(LabelKey, LabelValue);

const addresses = {
  /** address ranges that it uses beside its pods: host networks, load balancers, a cache on each node */
  addresses: z.array(Range).default([]),
};

const forwarding = {
  ...addresses,
  /** address ranges that its pods send from; with `addresses`, what a service that is exposed there believes forwarded addresses of */
  podAddresses: z.array(ProxyRange).default([]),
};

/** An ingress controller of the cluster. */
export const IngressClass = z.strictObject({
  /** an ingress controller, or a Gateway of the Gateway API */
  kind: z.literal('ingress').default('ingress'),
  /** the IngressClass; absent leaves it to the cluster's default class */
  class: ObjectName.optional(),
  /** the namespace that the controller runs in; absent lets every namespace reach exposed ports */
  namespace: Name.optional(),
  /** which controller it is, where its annotations should carry the server's time limits */
  controller: z.enum(['nginx']).optional(),
  /** the cert-manager issuer that makes certificates; absent expects the Secret to exist */
  issuer: ObjectName.optional(),
  /** annotations of every Ingress */
  annotations: z.record(LabelKey, z.string()).default({}),
  ...forwarding,
});

/** A Gateway of the Gateway API. */
export const Gateway = z.strictObject({
  /** a Gateway of the Gateway API, which must be there */
  kind: z.literal('gateway'),
  /** the Gateway's name */
  name: Name,
  /** the namespace that the Gateway and its proxies run in */
  namespace: Name,
  /** the listener, where the Gateway has several */
  section: Name.optional(),
  ...forwarding,
});

/** How the cluster reads metrics. */
export const Monitoring = z.strictObject({
  /** the namespace that metrics are read from; absent lets every namespace read a port that serves metrics only, and no other */
  namespace: Name.optional(),
  /** true when the Prometheus operator is there: ServiceMonitors; else scrape annotations */
  serviceMonitors: z.boolean().default(false),
  /** labels by which the operator finds its ServiceMonitors */
  labels: Labels.default({}),
});

/** Where the cluster's secrets are kept. */
export const SecretStore = z.strictObject({
  /** the store's name, as the External Secrets operator knows it */
  name: Name,
  /** for the whole cluster or for one namespace */
  kind: z.enum(['ClusterSecretStore', 'SecretStore']).default('ClusterSecretStore'),
  /** how often secrets are read again, such as `1h` */
  refreshInterval: z
    .string()
    .regex(/^\d+[smh]$/, 'expected a duration such as 1h')
    .default('1h'),
});

/** Where the cluster's DNS is. */
export const Dns = z.strictObject({
  /** the namespace that the cluster's DNS runs in */
  namespace: Name.default('kube-system'),
  /** the labels of its pods */
  labels: Labels.default({ 'k8s-app': 'kube-dns' }),
  /** the port that its pods listen on */
  port: PortNumber.default(53),
  ...addresses,
});

/** Where the cluster's Kubernetes API is. */
export const Api = z.strictObject({
  /** its address ranges, as seen from pods */
  addresses: z.array(Range).min(1),
  /** the port that it listens on */
  port: PortNumber.default(443),
});
