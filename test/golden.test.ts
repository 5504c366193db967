import { expect, test } from 'vitest';
import { service } from '../lib/index.js';
import { platform } from '../lib/platform.js';
import { check, type KubernetesObject } from '../lib/rules/index.js';
import { resolve } from '../lib/service.js';
import { golden } from './rules/golden.js';
import { appOf, objectsIn } from './support/arbitrary-workspace.js';

const acme = platform({
  name: 'acme',
  registry: 'registry.example.com/acme',
  environments: {
    production: {
      kubernetes: '1.34',
      namespaces: { owned: true },
      ingress: { class: 'public', namespace: 'ingress' },
      monitoring: { namespace: 'monitoring', serviceMonitors: true },
    },
  },
});

const orders = service({
  name: 'orders',
  team: 'sales',
  system: 'shop',
  component: 'api',
  build: { language: 'go', version: '1.24' },
  resources: { memory: { limit: '256Mi' } },
  network: { ports: { http: 8080, metrics: 9090 }, expose: 'orders.example.com' },
  health: { live: '/livez', ready: '/readyz' },
  shutdown: { drain: '10s', env: true },
  scaling: { min: 3, max: 10, cpu: '70%' },
  observability: { metrics: { port: 'metrics' } },
  config: { variables: { HTTP_PORT: 8080, METRICS_PORT: 9090 } },
});

const images = { orders: { '*': { tag: '1.4.2', digest: `sha256:${'0123456789abcdef'.repeat(4)}` } } };
const ours = objectsIn(appOf({ platform: acme }, [resolve(orders, { platform: acme, images })]));

interface Difference {
  /** the kind and the name of the object, without the hash */
  readonly object: string;
  readonly path: string;
  readonly golden: unknown;
  readonly ours: unknown;
  readonly reason: string;
}

const configMap = 'orders-config-b5717bf5a4';
const labelled = [
  'ServiceAccount/orders',
  'ConfigMap/orders-config',
  'Deployment/orders',
  'Service/orders',
  'HorizontalPodAutoscaler/orders',
  'PodDisruptionBudget/orders',
  'NetworkPolicy/orders',
  'Ingress/orders',
  'ServiceMonitor/orders',
];
const pod = '/spec/template/spec/containers/orders';
const pace = '/spec/behavior';

const missing = (object: string, reason: string, paths: Readonly<Record<string, unknown>>): readonly Difference[] =>
  Object.entries(paths).map(([path, value]) => ({ object, path, golden: undefined, ours: value, reason }));

/** Everything in which what we write differs from the target, and why. */
const differences: readonly Difference[] = [
  ...labelled.flatMap((object) =>
    missing(object, 'who is asked about it, on every object', { '/metadata/labels/owner': 'sales' }),
  ),
  ...missing('Deployment/orders', 'who is asked about the pod', { '/spec/template/metadata/labels/owner': 'sales' }),
  ...missing('Deployment/orders', 'the convention of a8r.io for whom to ask', {
    '/metadata/annotations/a8r.io/owner': 'sales',
  }),
  ...missing('Deployment/orders', 'names the waivers for every scanner, and for our own rules', {
    '/metadata/annotations/slipway.dev/waivers': 'polaris/deploymentMissingReplicas,polaris/priorityClassNotSet',
  }),
  ...missing('Deployment/orders', 'from Kubernetes 1.30 the platform waits for the drain', {
    [`${pod}/lifecycle/preStop/sleep/seconds`]: 10,
  }),
  {
    object: 'ConfigMap/orders-config',
    path: '/metadata/name',
    golden: 'orders-config-7c1e',
    ours: configMap,
    reason: 'the hash of the content has ten digits',
  },
  {
    object: 'Deployment/orders',
    path: `${pod}/envFrom/0/configMapRef/name`,
    golden: 'orders-config-7c1e',
    ours: configMap,
    reason: 'the hash of the content has ten digits',
  },
  ...missing('ConfigMap/orders-config', 'the platform drains, so the process need not wait', {
    '/data/SHUTDOWN_DRAIN': '0s',
  }),
  ...missing('HorizontalPodAutoscaler/orders', 'how fast it follows is said, not left to the cluster', {
    [`${pace}/scaleUp/stabilizationWindowSeconds`]: 0,
    [`${pace}/scaleUp/policies/0/type`]: 'Percent',
    [`${pace}/scaleUp/policies/0/value`]: 100,
    [`${pace}/scaleUp/policies/0/periodSeconds`]: 60,
    [`${pace}/scaleDown/stabilizationWindowSeconds`]: 300,
    [`${pace}/scaleDown/policies/0/type`]: 'Pods',
    [`${pace}/scaleDown/policies/0/value`]: 1,
    [`${pace}/scaleDown/policies/0/periodSeconds`]: 60,
  }),
  ...missing('ServiceMonitor/orders', 'how long one reading may take is a field of the definition', {
    '/spec/endpoints/0/scrapeTimeout': '10s',
  }),
  ...missing('Namespace/shop', 'who made it', { '/metadata/labels/app.kubernetes.io/managed-by': 'slipway' }),
  ...missing('Namespace/shop', 'a sync must not delete a namespace, and all in it, with its last service', {
    '/metadata/annotations/argocd.argoproj.io/sync-options': 'Prune=false',
    '/metadata/annotations/kustomize.toolkit.fluxcd.io/prune': 'disabled',
  }),
  ...missing('NetworkPolicy/default-deny', 'a namespace that the platform owns denies what no policy allows', {
    '': 'NetworkPolicy',
  }),
  ...(['TCP', 'UDP'] as const).map((protocol, at) => ({
    object: 'NetworkPolicy/orders',
    path: `/spec/egress/0/ports/${at}/protocol`,
    golden: protocol === 'TCP' ? 'UDP' : 'TCP',
    ours: protocol,
    reason: 'lists without order are sorted',
  })),
  {
    object: 'all',
    path: 'order',
    golden: 'Namespace ServiceAccount ConfigMap Deployment Service',
    ours: 'Namespace NetworkPolicy ServiceAccount ConfigMap Service',
    reason: 'Services come before the pods that they lead to, and a namespace is closed before it is filled',
  },
];

type Leaf = readonly [path: string, value: unknown];

/** Every scalar and empty collection under its path; an item of a list goes by its name, where it has one. */
const leavesOf = (value: unknown, path = ''): readonly Leaf[] => {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return [[path, value]];
  if (!Array.isArray(value)) return Object.entries(value).flatMap(([key, item]) => leavesOf(item, `${path}/${key}`));
  return value.flatMap((item, at) => leavesOf(item, `${path}/${item?.name ?? at}`));
};

const reference = ({ kind, metadata: { name } }: KubernetesObject): string =>
  `${kind}/${name.replace(/-config-[0-9a-f]+$/, '-config')}`;

const byReference = (objects: readonly KubernetesObject[]): ReadonlyMap<string, ReadonlyMap<string, unknown>> =>
  new Map(objects.map((object) => [reference(object), new Map(leavesOf(object))]));

const firstKinds = (objects: readonly KubernetesObject[]): string =>
  objects
    .slice(0, 5)
    .map(({ kind }) => kind)
    .join(' ');

const found = (): readonly Omit<Difference, 'reason'>[] => {
  const [theirs, mine] = [byReference(golden()), byReference(ours)];
  const order = { object: 'all', path: 'order', golden: firstKinds(golden()), ours: firstKinds(ours) };
  const fields = [...new Set([...theirs.keys(), ...mine.keys()])].flatMap((object) => {
    const [one, other] = [theirs.get(object), mine.get(object)];
    if (one === undefined || other === undefined)
      return [{ object, path: '', golden: one?.get('/kind'), ours: other?.get('/kind') }];
    return [...new Set([...one.keys(), ...other.keys()])]
      .map((path) => ({ object, path, golden: one.get(path), ours: other.get(path) }))
      .filter((leaf) => JSON.stringify(leaf.golden) !== JSON.stringify(leaf.ours));
  });
  return order.golden === order.ours ? fields : [...fields, order];
};

const sorted = (list: readonly Omit<Difference, 'reason'>[]): readonly string[] =>
  list
    .map(({ object, path, golden: one, ours: other }) => JSON.stringify([object, path, one ?? null, other ?? null]))
    .sort();

test('the definition of orders becomes the target manifests, but for the differences that are listed', () => {
  expect(sorted(found())).toEqual(sorted(differences));
});

test('no difference is listed twice', () => {
  const places = differences.map(({ object, path }) => `${object} ${path}`);
  expect(places.filter((place, at) => places.indexOf(place) !== at)).toEqual([]);
});

test('what the definition of orders becomes meets every rule, as the target does', () => {
  expect(check(ours)).toEqual([]);
  expect(check(golden())).toEqual([]);
});
