import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { Quantity } from '../../lib/definition/quantity.js';
import type { JsonObject } from '../../lib/json.js';
import type { Service } from '../../lib/service.js';
import { objectsOf } from '../../lib/synth/objects.js';
import { SlipwayApp } from '../../lib/synth.js';

/** A quantity as a Service holds it. */
export const quantity = (text: string): Quantity => Quantity.parse(text);

const http = { name: 'http', port: 8080, servicePort: 80, protocol: 'TCP', appProtocol: 'http' } as const;

/** A Service written out by hand: nothing of it was derived. */
export const orders: Service = {
  name: 'orders',
  team: { name: 'sales' },
  system: 'shop',
  component: 'api',
  version: '1.4.2',
  links: {},
  environment: {
    name: 'production',
    kubernetes: '1.34',
    local: false,
    dns: { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' }, port: 53 },
  },
  namespace: 'shop',
  labels: { app: 'orders' },
  podLabels: { app: 'orders', tier: 'pod' },
  selector: { app: 'orders' },
  about: {},
  annotations: {},
  podAnnotations: {},
  workload: { kind: 'service', nodeSelector: {}, tolerations: [] },
  image: { repository: 'registry.example.com/acme/orders', tag: '1.4.2' },
  container: {
    name: 'orders',
    image: 'registry.example.com/acme/orders:1.4.2',
    imagePullPolicy: 'Always',
    ports: [http],
    variables: [],
    variableSources: [],
    resources: {
      cpu: { request: quantity('100m'), limit: quantity('1') },
      memory: { request: quantity('128Mi'), limit: quantity('512Mi') },
      storage: { request: quantity('1Gi'), limit: quantity('1Gi') },
    },
    probes: {},
    mounts: [],
    capabilities: [],
  },
  initContainers: [],
  volumes: [],
  configMaps: [],
  services: [{ name: 'orders', type: 'ClusterIP', ports: [http], annotations: {}, sessionAffinity: 'None' }],
  policy: { ingress: [], egress: [] },
  scaling: { kind: 'fixed', replicas: 3 },
  rollout: { maxSurge: 1, maxUnavailable: 0, minReadySeconds: 5, deadlineSeconds: 300, history: 5 },
  shutdown: {
    signal: 'SIGTERM',
    drainSeconds: 5,
    timeoutSeconds: 20,
    processDrainSeconds: 0,
    gracePeriodSeconds: 30,
  },
  config: { variables: {}, secrets: {}, envFrom: [], files: {}, reload: 'restart' },
  security: {
    user: 65_532,
    group: 65_532,
    identity: 'fixed',
    writable: [],
    capabilities: [],
    serviceAccount: { annotations: {}, token: false },
  },
  serviceAccount: { name: 'orders', own: true, annotations: {}, token: false },
  imagePullSecrets: [],
  dependencies: {},
  waivers: [],
  patches: [],
};

/** A workload that runs on a schedule. */
export const daily: Extract<Service['workload'], { kind: 'cron' }> = {
  kind: 'cron',
  schedule: '@daily',
  timeZone: 'Etc/UTC',
  concurrency: 'Forbid',
  startingDeadline: 300,
  deadline: 1800,
  retries: 2,
  history: { succeeded: 3, failed: 1 },
  suspend: false,
  nodeSelector: {},
  tolerations: [],
};

/** The objects that something puts into a chart, as plain JSON in apply order. */
export const rendered = (make: (scope: Construct) => unknown): readonly JsonObject[] => {
  const chart = new Chart(new SlipwayApp(), 'test', { disableResourceNameHashes: true });
  make(chart);
  return objectsOf(chart);
};

/** A part of a typed object as plain JSON: ports and quantities as what they hold. */
export const plain = (value: unknown): unknown => {
  if (value instanceof k8s.IntOrString || value instanceof k8s.Quantity) return value.value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
};
