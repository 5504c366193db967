import { z } from 'zod';
import { Registry } from '../definition/image.js';
import { Layer } from '../definition/index.js';
import { DnsName, Name, ObjectName } from '../definition/scalars.js';
import { shorthand } from '../definition/shorthand.js';
import { Bounds, Namespaces } from './bounds.js';
import { Api, Dns, Gateway, IngressClass, Monitoring, SecretStore } from './cluster.js';
import { kubernetesVersions } from './kubernetes-version.js';

/** The facts of one environment's cluster. What is not stated is not there. */
export const Environment = z.strictObject({
  /** the cluster's Kubernetes version; quote it in YAML */
  kubernetes: z.enum(kubernetesVersions).default('1.34'),
  /** where images are pulled from; default: the platform's */
  registry: Registry.optional(),
  /** the domain that `{domain}` stands for in exposed host names */
  domain: DnsName.optional(),
  /** namespaces: their names, and whether the platform makes them */
  namespaces: shorthand(z.string(), Namespaces, (pattern) => ({ pattern })).prefault({}),
  /** how requests from outside come in */
  ingress: z.discriminatedUnion('kind', [IngressClass, Gateway]).prefault({}),
  /** how metrics are read */
  monitoring: Monitoring.prefault({}),
  /** where secrets are kept, when the External Secrets operator is there; absent expects Secrets to exist */
  secretStore: SecretStore.optional(),
  /** the PriorityClass of every pod, which must be there */
  priorityClass: ObjectName.optional(),
  /** Secrets with registry credentials, in every namespace */
  imagePullSecrets: z.array(ObjectName).default([]),
  /** whether the kubelet asks the registry each time; only local work has a reason not to */
  imagePullPolicy: z.enum(['Always', 'IfNotPresent']).default('Always'),
  /** the channel whose images it runs where images.lock.json names none for it alone, such as `stable` */
  channel: Name.optional(),
  /** whether every image must be named by digest, and built from the Dockerfile that its definition gives now */
  digests: z.enum(['required', 'optional']).default('optional'),
  /** true for work on one's own machine: images that the kit builds need no version yet */
  local: z.boolean().default(false),
  /** where the Kubernetes API is, for services that use it */
  api: Api.optional(),
  /** where the cluster's DNS is */
  dns: Dns.prefault({}),
  /** the most that a team may ask for */
  bounds: Bounds.prefault({}),
  /** a layer over the platform's defaults, for every service of this environment */
  defaults: Layer.default({}),
});

/** One environment's facts, defaults filled in. */
export type Environment = z.output<typeof Environment>;
