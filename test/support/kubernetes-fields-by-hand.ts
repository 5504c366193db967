import type { Fields, FieldType } from './kubernetes-fields.js';

const k8s = (name: string): string => `cdk8s-plus-27.k8s.${name}`;
const text: FieldType = { kind: 'scalar', of: 'string' };
const number: FieldType = { kind: 'scalar', of: 'number' };
const metadata: FieldType = { kind: 'struct', of: k8s('ObjectMeta') };
const list = (of: FieldType): FieldType => ({ kind: 'list', of });
const struct = (of: string): FieldType => ({ kind: 'struct', of });
const must = (type: FieldType) => ({ type, required: true });
const may = (type: FieldType) => ({ type, required: false });

/** Fields newer than Kubernetes 1.27, and the structs of custom resources, by name; each field is one that we write. */
export const newerFields: Readonly<Record<string, Fields>> = {
  // since 1.30
  [k8s('LifecycleHandler')]: { sleep: may(struct('SleepAction')) },
  SleepAction: { seconds: must(number) },
  // since 1.31
  [k8s('ServiceSpec')]: { trafficDistribution: may(text) },
  MonitorSpec: {
    selector: must(struct(k8s('LabelSelector'))),
    namespaceSelector: may(struct('NamespaceSelector')),
    endpoints: must(list(struct('Endpoint'))),
  },
  NamespaceSelector: { matchNames: may(list(text)) },
  Endpoint: { port: may(text), path: may(text), interval: may(text), scrapeTimeout: may(text) },
  ExternalSecretSpec: {
    refreshInterval: may(text),
    secretStoreRef: may(struct('StoreRef')),
    target: may(struct('SecretTarget')),
    data: may(list(struct('SecretData'))),
  },
  StoreRef: { name: must(text), kind: may(text) },
  SecretTarget: { name: may(text), creationPolicy: may(text) },
  SecretData: { secretKey: must(text), remoteRef: must(struct('RemoteRef')) },
  RemoteRef: { key: must(text), property: may(text) },
  RouteSpec: {
    parentRefs: may(list(struct('ParentRef'))),
    hostnames: may(list(text)),
    rules: may(list(struct('RouteRule'))),
  },
  ParentRef: { name: must(text), namespace: may(text), sectionName: may(text) },
  RouteRule: { matches: may(list(struct('RouteMatch'))), backendRefs: may(list(struct('BackendRef'))) },
  RouteMatch: { path: may(struct('PathMatch')) },
  PathMatch: { type: may(text), value: may(text) },
  BackendRef: { name: must(text), port: may(number) },
};

/** The custom resources that we write, by apiVersion and kind. */
export const customFields: Readonly<Record<string, Fields>> = {
  'monitoring.coreos.com/v1/ServiceMonitor': { metadata: must(metadata), spec: must(struct('MonitorSpec')) },
  'external-secrets.io/v1/ExternalSecret': { metadata: must(metadata), spec: must(struct('ExternalSecretSpec')) },
  'gateway.networking.k8s.io/v1/HTTPRoute': { metadata: must(metadata), spec: must(struct('RouteSpec')) },
};
