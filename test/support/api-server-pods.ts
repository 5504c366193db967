import { compareQuantity, Quantity } from '../../lib/definition/quantity.js';
import type { ObjectSet } from '../../lib/rules/object-set.js';
import type { Container, Pod } from '../../lib/rules/pods.js';
import { at, fieldsAt, isSet, listAt, numberAt, textAt } from '../../lib/rules/values.js';

type Refusals = readonly string[];

const dnsLabel = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const portName = /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$/;
const variableName = /^(?!\.\.)(?!\.$)[-._a-zA-Z][-._a-zA-Z0-9]*$/;
const configKey = /^(?!\.\.)(?!\.$)[-._a-zA-Z0-9]{1,253}$/;

const refuse = (when: boolean, message: string): Refusals => (when ? [message] : []);
const textsOf = (list: readonly unknown[], field: string): readonly string[] =>
  list.map((item) => textAt(item, field) ?? '');
const once = (what: string, texts: readonly string[]): Refusals =>
  texts.flatMap((text, index) => refuse(texts.indexOf(text) !== index, `${what} ${text} stands twice`));
const each = (what: string, pattern: RegExp, texts: readonly string[]): Refusals =>
  texts.flatMap((text) => refuse(!pattern.test(text), `${what} ${text}`));

const volumes = ({ spec }: Pod): Refusals => {
  const list = listAt(spec, 'volumes');
  const items = list.flatMap((volume) => [
    ...listAt(volume, 'configMap.items'),
    ...listAt(volume, 'projected.sources').flatMap((source) => listAt(source, 'secret.items')),
  ]);
  return [
    ...each('volume', dnsLabel, textsOf(list, 'name')),
    ...once('volume', textsOf(list, 'name')),
    ...each('key', configKey, textsOf(items, 'key')),
    ...each('path', /^(?!\.\.)(?!\/).+$/, textsOf(items, 'path')),
  ];
};

const tolerations = ({ spec }: Pod): Refusals =>
  listAt(spec, 'tolerations').flatMap((one) => [
    ...refuse(at(one, 'operator') === 'Exists' && isSet(at(one, 'value')), 'toleration Exists with a value'),
    ...refuse(at(one, 'operator') === 'Equal' && !isSet(at(one, 'key')), 'toleration Equal without a key'),
  ]);

/** What a pod as a whole would be refused for, and what finds it by labels or ports. */
export const podRefusals = (pod: Pod, set: ObjectSet): Refusals => {
  const ports = pod.containers.flatMap(({ fields }) => textsOf(listAt(fields, 'ports'), 'name'));
  const targets = set
    .selecting('Service', pod)
    .flatMap((service) => textsOf(listAt(service, 'spec.ports'), 'targetPort'));
  const own = set.selecting('NetworkPolicy', pod).filter((policy) => isSet(at(policy, 'spec.podSelector.matchLabels')));
  const selector = fieldsAt(pod.object, 'spec.selector.matchLabels');
  const found = [
    ...volumes(pod),
    ...tolerations(pod),
    ...targets.flatMap((name) => refuse(!ports.includes(name), `a Service targets the port ${name}`)),
    ...Object.entries(selector).flatMap(([key, value]) =>
      refuse(pod.labels[key] !== value, `the selector asks for ${key}: ${String(value)}`),
    ),
    ...refuse(own.length !== 1, `${own.length} NetworkPolicies select it by its labels`),
  ];
  return found.map((message) => `pod of ${pod.object.metadata.name}: ${message}`);
};

const probes = ({ fields }: Container, ports: readonly string[]): Refusals =>
  ['startupProbe', 'livenessProbe', 'readinessProbe'].flatMap((name) => {
    const probe = fieldsAt(fields, name);
    if (!isSet(fields[name])) return [];
    const port = textAt(probe, 'httpGet.port') ?? textAt(probe, 'tcpSocket.port');
    const number = (field: string): number => numberAt(probe, field) ?? 1;
    return [
      ...refuse(port !== undefined && !ports.includes(port), `${name} asks the port ${port}`),
      ...refuse(name !== 'readinessProbe' && number('successThreshold') !== 1, `${name} has a successThreshold`),
      ...['periodSeconds', 'timeoutSeconds', 'failureThreshold'].flatMap((field) =>
        refuse(number(field) < 1, `${name}.${field} is ${number(field)}`),
      ),
    ];
  });

const resources = ({ fields }: Container): Refusals =>
  Object.entries(fieldsAt(fields, 'resources.requests')).flatMap(([name, request]) => {
    const limit = fieldsAt(fields, 'resources.limits')[name];
    if (!isSet(limit)) return [];
    return refuse(
      compareQuantity(Quantity.parse(request), Quantity.parse(limit)) > 0,
      `${name}: ${String(request)} above ${String(limit)}`,
    );
  });

const units: Readonly<Record<string, RegExp>> = { cpu: /^1m?$/, memory: /^1([kMGTPE]|[KMGTPE]i)?$/ };

const variables = ({ fields }: Container, version: string): Refusals => {
  const list = listAt(fields, 'env');
  return [
    ...once('variable', textsOf(list, 'name')),
    ...each('variable', variableName, textsOf(list, 'name')),
    ...list.flatMap((one) => {
      const [resource, divisor] = ['resource', 'divisor'].map((key) =>
        textAt(one, `valueFrom.resourceFieldRef.${key}`),
      );
      const unit = units[resource?.endsWith('cpu') ? 'cpu' : 'memory'];
      const field = textAt(one, 'valueFrom.fieldRef.fieldPath');
      return [
        ...refuse(divisor !== undefined && unit?.test(divisor) !== true, `${resource} told in ${divisor}`),
        ...refuse(field === 'status.hostIPs' && Number(version.slice(2)) < 29, `${field} in ${version}`),
        ...refuse(textAt(one, 'value')?.includes('\0') === true, 'a value with a NUL'),
      ];
    }),
    ...listAt(fields, 'envFrom').flatMap((source) => {
      const prefix = textAt(source, 'prefix');
      return refuse(prefix !== undefined && !variableName.test(prefix), `prefix ${prefix}`);
    }),
  ];
};

const mounts = ({ fields }: Container, { spec }: Pod): Refusals => {
  const list = listAt(fields, 'volumeMounts');
  const known = textsOf(listAt(spec, 'volumes'), 'name');
  return [
    ...once('mount', textsOf(list, 'mountPath')),
    ...each('mount', /^\/[^:]+$/, textsOf(list, 'mountPath')),
    ...textsOf(list, 'name').flatMap((name) => refuse(!known.includes(name), `there is no volume ${name}`)),
  ];
};

/** What the containers of a pod would be refused for by an API server of a version, such as `1.30`. */
export const containerRefusals = (pod: Pod, version: string): Refusals =>
  pod.containers.flatMap((container) => {
    const { fields } = container;
    const ports = textsOf(listAt(fields, 'ports'), 'name');
    const grace = numberAt(pod.spec, 'terminationGracePeriodSeconds') ?? 30;
    const sleep = numberAt(fields, 'lifecycle.preStop.sleep.seconds');
    const found = [
      ...once('port', ports),
      ...each('port', portName, ports),
      ...probes(container, ports),
      ...resources(container),
      ...variables(container, version),
      ...mounts(container, pod),
      ...refuse(sleep !== undefined && (sleep < 1 || sleep > grace), `preStop sleeps ${sleep}s of ${grace}s`),
      ...refuse(sleep !== undefined && Number(version.slice(2)) < 30, `preStop sleeps in ${version}`),
    ];
    return found.map((message) => `container of ${pod.object.metadata.name}: ${message}`);
  });
