import { groupBy } from './group.js';
import { type LabelIndex, labelIndex } from './label-index.js';
import { type Pod, podOf } from './pods.js';
import type { KubernetesObject } from './rule.js';
import { at, isFields, textAt } from './values.js';

/** The objects that are judged together, with what rules look up in them; every look-up is indexed, so that a check stays linear. */
export interface ObjectSet {
  readonly objects: readonly KubernetesObject[];
  readonly pods: readonly Pod[];
  readonly ofKind: (kind: string) => readonly KubernetesObject[];
  readonly find: (kind: string, namespace: string, name: string) => KubernetesObject | undefined;
  /** The objects of a kind in a namespace. */
  readonly inNamespace: (kind: string, namespace: string) => readonly KubernetesObject[];
  /** The pods of a namespace that a LabelSelector selects. */
  readonly podsMatching: LabelIndex<Pod>;
  /** The Services of a namespace whose own labels a LabelSelector selects. */
  readonly servicesMatching: LabelIndex<KubernetesObject>;
  /** The pods that a Service, PodDisruptionBudget or NetworkPolicy selects. */
  readonly podsOf: (object: KubernetesObject) => readonly Pod[];
  /** The objects of a kind (Service, PodDisruptionBudget, NetworkPolicy) that select a pod. */
  readonly selecting: (kind: string, pod: Pod) => readonly KubernetesObject[];
  /** The HorizontalPodAutoscaler that scales an object. */
  readonly scalerOf: (object: KubernetesObject) => KubernetesObject | undefined;
}

/** An object's namespace, empty when it has none. */
export const namespaceOf = (object: KubernetesObject): string => object.metadata.namespace ?? '';

/** The LabelSelector by which an object chooses pods; a Service without a selector chooses none. */
export function podSelector(object: KubernetesObject): unknown {
  if (object.kind === 'NetworkPolicy') return at(object, 'spec.podSelector');
  if (object.kind !== 'Service') return at(object, 'spec.selector');
  const wanted = at(object, 'spec.selector');
  return isFields(wanted) && Object.keys(wanted).length > 0 ? { matchLabels: wanted } : undefined;
}

/** Indexes objects for the rules. */
export function objectSet(objects: readonly KubernetesObject[]): ObjectSet {
  const pods = objects.flatMap((object) => podOf(object) ?? []);
  const kinds = groupBy(objects, (object) => [object.kind]);
  const named = groupBy(objects, (object) => [key(object.kind, namespaceOf(object), object.metadata.name)]);
  const scalers = groupBy(kinds.get('HorizontalPodAutoscaler') ?? [], (scaler) => [scaleTarget(scaler)]);
  const inNamespaces = groupBy(objects, (object) => [key(object.kind, namespaceOf(object))]);
  const podsMatching = labelIndex(
    pods,
    ({ object }) => namespaceOf(object),
    ({ labels }) => labels,
  );
  const servicesMatching = labelIndex(
    kinds.get('Service') ?? [],
    namespaceOf,
    ({ metadata: { labels = {} } }) => labels,
  );

  const ofKind = (kind: string) => kinds.get(kind) ?? [];
  const podsOf = (object: KubernetesObject) => podsMatching(namespaceOf(object), podSelector(object));

  const selectors = new Map<string, Map<Pod, readonly KubernetesObject[]>>();
  const selectorsOf = (kind: string) => {
    const known = selectors.get(kind) ?? invert(ofKind(kind), podsOf);
    selectors.set(kind, known);
    return known;
  };

  return {
    objects,
    pods,
    ofKind,
    inNamespace: (kind, namespace) => inNamespaces.get(key(kind, namespace)) ?? [],
    podsMatching,
    servicesMatching,
    podsOf,
    find: (kind, namespace, name) => named.get(key(kind, namespace, name))?.[0],
    selecting: (kind, pod) => selectorsOf(kind).get(pod) ?? [],
    scalerOf: (object) => scalers.get(key(object.kind, namespaceOf(object), object.metadata.name))?.[0],
  };
}

const key = (...parts: readonly string[]): string => parts.join('\n');

const scaleTarget = (scaler: KubernetesObject): string =>
  key(
    textAt(scaler, 'spec.scaleTargetRef.kind') ?? '',
    namespaceOf(scaler),
    textAt(scaler, 'spec.scaleTargetRef.name') ?? '',
  );

function invert(
  objects: readonly KubernetesObject[],
  podsOf: (object: KubernetesObject) => readonly Pod[],
): Map<Pod, readonly KubernetesObject[]> {
  const found = new Map<Pod, KubernetesObject[]>();
  for (const object of objects) {
    for (const pod of podsOf(object)) found.set(pod, [...(found.get(pod) ?? []), object]);
  }
  return found;
}
