import type { KubernetesObject } from '../../lib/rules/index.js';
import { objectSet } from '../../lib/rules/object-set.js';
import { at, fieldsAt, isSet, listAt, numberAt, textAt, textsAt } from '../../lib/rules/values.js';
import { liesWithin, readRange } from './address-range.js';
import { containerRefusals, podRefusals } from './api-server-pods.js';

const dnsLabel = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const serviceName = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
const labelValue = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const labelKey = /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const configKey = /^(?!\.\.)(?!\.$)[-._a-zA-Z0-9]{1,253}$/;
const host = /^(?=.{1,253}$)(\*\.)?[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/;
const gatewayPath = /^\/(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})*$/;
const badSegments = /\/\/|\/\.\/|\/\.\.\/|\/\.{1,2}$|%2[fF]/;

type Refusals = readonly string[];

const refuse = (when: boolean, message: string): Refusals => (when ? [message] : []);

const twice = (what: string, keys: readonly string[]): Refusals =>
  keys.flatMap((key, index) => refuse(keys.indexOf(key) !== index, `${what} ${key} stands twice`));

const named = (object: KubernetesObject): Refusals => {
  const { name, namespace, labels = {}, annotations = {} } = object.metadata;
  const size = Object.entries(annotations).reduce((sum, entry) => sum + Buffer.byteLength(entry.join('')), 0);
  return [
    ...refuse(!(object.kind === 'Service' ? serviceName : dnsLabel).test(name), `name ${name}`),
    ...refuse(object.kind === 'CronJob' && name.length > 52, `name ${name} is too long for its jobs`),
    ...refuse(namespace !== undefined && !dnsLabel.test(namespace), `namespace ${namespace}`),
    ...Object.keys({ ...labels, ...annotations }).flatMap((key) => refuse(!labelKey.test(key), `key ${key}`)),
    ...Object.entries(labels).flatMap(([key, value]) => refuse(!labelValue.test(value), `label ${key}: ${value}`)),
    ...refuse(size > 262_144, 'annotations are too large'),
  ];
};

const service = (object: KubernetesObject, version: string): Refusals => {
  const ports = listAt(object, 'spec.ports');
  const near = isSet(at(object, 'spec.trafficDistribution'));
  return [
    ...refuse(near && Number(version.slice(2)) < 31, `trafficDistribution in ${version}`),
    ...twice(
      'port name',
      ports.map((port) => textAt(port, 'name') ?? ''),
    ),
    ...twice(
      'port',
      ports.map((port) => `${at(port, 'port')}/${at(port, 'protocol')}`),
    ),
    ...refuse(ports.length === 0, 'no ports'),
  ];
};

const between = (object: KubernetesObject, path: string, least: number, most: number): Refusals => {
  const found = numberAt(object, path);
  return refuse(found !== undefined && (found < least || found > most), `${path} is ${found}`);
};

const autoscaler = (object: KubernetesObject): Refusals => [
  ...refuse(Number(at(object, 'spec.minReplicas')) > Number(at(object, 'spec.maxReplicas')), 'min above max'),
  ...['scaleUp', 'scaleDown'].flatMap((direction) => [
    ...between(object, `spec.behavior.${direction}.stabilizationWindowSeconds`, 0, 3600),
    ...listAt(object, `spec.behavior.${direction}.policies`).flatMap((policy) => {
      const [value, period] = [numberAt(policy, 'value') ?? 0, numberAt(policy, 'periodSeconds') ?? 0];
      return refuse(value < 1 || period < 1 || period > 1800, `policy ${value} in ${period}s`);
    }),
  ]),
];

const networkPolicy = (object: KubernetesObject): Refusals =>
  (['ingress', 'egress'] as const).flatMap((direction) =>
    listAt(object, `spec.${direction}`).flatMap((rule) => {
      const side = direction === 'ingress' ? 'from' : 'to';
      const peers = listAt(rule, side);
      return [
        ...refuse(isSet(at(rule, side)) && peers.length === 0, `${side}: [] reads like nobody and means everybody`),
        ...refuse(listAt(rule, 'ports').length === 0, `${direction} without ports means all of them`),
        ...listAt(rule, 'ports').flatMap((port) => {
          const [first, last] = [numberAt(port, 'port') ?? 0, numberAt(port, 'endPort')];
          return refuse(last !== undefined && last < first, `ports ${first} to ${last}`);
        }),
        ...peers.flatMap((peer) =>
          textsAt(peer, 'ipBlock.except').flatMap((one) => {
            const cidr = textAt(peer, 'ipBlock.cidr') ?? '';
            return refuse(!liesWithin(readRange(one), readRange(cidr)), `except ${one} outside ${cidr}`);
          }),
        ),
      ];
    }),
  );

const ingress = (object: KubernetesObject): Refusals =>
  listAt(object, 'spec.rules').flatMap((rule) => [
    ...refuse(!host.test(textAt(rule, 'host') ?? ''), `host ${textAt(rule, 'host')}`),
    ...listAt(rule, 'http.paths').flatMap((one) => {
      const path = textAt(one, 'path') ?? '';
      return refuse(!path.startsWith('/') || badSegments.test(path), `path ${path}`);
    }),
  ]);

const httpRoute = (object: KubernetesObject): Refusals => [
  ...textsAt(object, 'spec.hostnames').flatMap((name) => refuse(!host.test(name), `host ${name}`)),
  ...refuse(listAt(object, 'spec.rules').length > 16, 'more than 16 rules'),
  ...listAt(object, 'spec.rules').flatMap((rule) =>
    listAt(rule, 'matches').flatMap((match) => {
      const path = textAt(match, 'path.value') ?? '';
      return refuse(!gatewayPath.test(path) || badSegments.test(path), `path ${path}`);
    }),
  ),
];

const configMap = (object: KubernetesObject): Refusals => {
  const data = fieldsAt(object, 'data');
  const size = Object.entries(data).reduce((sum, entry) => sum + Buffer.byteLength(entry.join('')), 0);
  return [
    ...Object.keys(data).flatMap((key) => refuse(!configKey.test(key), `key ${key}`)),
    ...refuse(size > 1_048_576, 'the data is too large'),
  ];
};

const deployment = (object: KubernetesObject): Refusals =>
  refuse(
    Number(at(object, 'spec.progressDeadlineSeconds')) <= Number(at(object, 'spec.minReadySeconds')),
    'the deadline is not above minReadySeconds',
  );

const byKind: Readonly<Record<string, (object: KubernetesObject, version: string) => Refusals>> = {
  Service: service,
  HorizontalPodAutoscaler: autoscaler,
  NetworkPolicy: networkPolicy,
  Ingress: ingress,
  HTTPRoute: httpRoute,
  ConfigMap: configMap,
  Deployment: deployment,
};

/**
 * Why an API server would refuse the objects, or would accept what cannot work: written from Kubernetes' own validation
 * (pkg/apis/*\/validation), not from this kit.
 */
export const refusals = (objects: readonly KubernetesObject[], version: string): Refusals => {
  const set = objectSet(objects);
  const references = objects.map(({ apiVersion, kind, metadata }) =>
    [apiVersion, kind, metadata.namespace, metadata.name].join('/'),
  );
  return [
    ...twice('object', references),
    ...objects.flatMap((object) =>
      [...named(object), ...(byKind[object.kind]?.(object, version) ?? [])].map(
        (message) => `${object.kind} ${object.metadata.name}: ${message}`,
      ),
    ),
    ...set.pods.flatMap((pod) => [...podRefusals(pod, set), ...containerRefusals(pod, version)]),
  ];
};
