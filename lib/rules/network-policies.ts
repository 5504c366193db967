import { namespaceOf, type ObjectSet, podSelector } from './object-set.js';
import type { Pod } from './pods.js';
import { type Problem, unless } from './problem.js';
import { catalogue, type KubernetesObject } from './rule.js';
import { objects, pods } from './scopes.js';
import { at, fieldsAt, isSet, listAt, show, textsAt } from './values.js';

type Direction = 'Ingress' | 'Egress';

/** The directions a policy closes; without policyTypes that is Ingress, and Egress where it has rules for it. */
const directionsOf = (policy: KubernetesObject): readonly string[] => {
  const stated = textsAt(policy, 'spec.policyTypes');
  if (stated.length > 0) return stated;
  return listAt(policy, 'spec.egress').length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
};

const covered =
  (...directions: readonly Direction[]) =>
  (pod: Pod, set: ObjectSet): readonly Problem[] => {
    const closed = set.selecting('NetworkPolicy', pod).flatMap(directionsOf);
    return directions.flatMap((direction) =>
      unless(closed.includes(direction), '', `no NetworkPolicy closes ${direction} for the pod, must be one that does`),
    );
  };

const isolated = (pod: Pod, set: ObjectSet): readonly Problem[] =>
  unless(set.selecting('NetworkPolicy', pod).length > 0, '', 'no NetworkPolicy selects the pod, must be one that does');

const targetsPod = (policy: KubernetesObject, set: ObjectSet): readonly Problem[] =>
  unless(
    set.podsOf(policy).length > 0,
    'spec.podSelector',
    `podSelector ${show(podSelector(policy))} selects no pod of the namespace, must select one`,
  );

const namespaceHasPolicy = (namespace: KubernetesObject, set: ObjectSet): readonly Problem[] =>
  unless(
    set.inNamespace('NetworkPolicy', namespace.metadata.name).length > 0,
    'metadata.name',
    'no NetworkPolicy stands in the namespace, must be one',
  );

/** Polaris compares by `oneOf`: two labels that match are as wrong as none. */
const polarisPolicy = (pod: Pod, set: ObjectSet): readonly Problem[] => {
  const fits = (policy: KubernetesObject): boolean =>
    Object.entries(fieldsAt(policy, 'spec.podSelector.matchLabels')).filter(([key, value]) => pod.labels[key] === value)
      .length === 1 &&
    listAt(policy, 'spec.ingress').length > 0 &&
    listAt(policy, 'spec.egress').length > 0 &&
    (['Ingress', 'Egress'] as const).every((direction) => directionsOf(policy).includes(direction));
  return unless(
    set.selecting('NetworkPolicy', pod).some(fits),
    '',
    'no NetworkPolicy with rules for both directions selects the pod by exactly one label, must be one that does',
  );
};

/**
 * A peer of the policy's own namespace must be a pod of the set. Where the set has no other workload of the namespace, one service is judged
 * alone, and its neighbours cannot be known.
 */
const peersExist = (policy: KubernetesObject, set: ObjectSet): readonly Problem[] =>
  [...peersOf(policy, 'ingress', 'from'), ...peersOf(policy, 'egress', 'to')].flatMap(({ peer, path }) => {
    const selector = at(peer, 'podSelector');
    const namespace = namespaceOf(policy);
    return unless(
      !isSet(selector) ||
        isSet(at(peer, 'namespaceSelector')) ||
        set.podsMatching(namespace, selector).length > 0 ||
        set.podsMatching(namespace, {}).length === set.podsOf(policy).length,
      `${path}.podSelector`,
      `podSelector ${show(selector)} selects no pod of the namespace, must select one`,
    );
  });

const peersOf = (policy: KubernetesObject, direction: 'ingress' | 'egress', side: 'from' | 'to') =>
  listAt(policy, `spec.${direction}`).flatMap((rule, index) =>
    listAt(rule, side).map((peer, position) => ({ peer, path: `spec.${direction}[${index}].${side}[${position}]` })),
  );

const closed = 'a pod without a policy takes traffic from, and sends it to, everybody';
const byKit = 'leave the NetworkPolicy to the kit, and say network.callers, network.calls and network.egress';

/** Who may talk to whom. */
export const networkPolicies = catalogue([
  {
    ids: ['kube-score/pod-networkpolicy', 'kubescape/C-0030'],
    reason: closed,
    fix: byKit,
    check: pods(covered('Ingress', 'Egress')),
  },
  { ids: ['kube-linter/non-isolated-pod', 'kubescape/C-0260'], reason: closed, fix: byKit, check: pods(isolated) },
  { ids: ['polaris/missingNetworkPolicy'], reason: closed, fix: byKit, check: pods(polarisPolicy) },
  {
    ids: ['kube-score/networkpolicy-targets-pod', 'kube-linter/dangling-networkpolicy', 'kubescape/C-0299'],
    reason: 'a policy that selects nothing protects nothing',
    fix: 'let the policy select by the labels of the workload, or remove it',
    check: objects(['NetworkPolicy'], targetsPod),
  },
  {
    ids: ['kube-linter/dangling-networkpolicypeer-podselector'],
    reason: 'a peer that is not there was renamed, or misspelt',
    fix: 'correct the name under network.callers or network.calls',
    check: objects(['NetworkPolicy'], peersExist),
  },
  {
    ids: ['kubescape/C-0049', 'kubescape/C-0054'],
    reason: 'in a namespace without a policy everything inside the cluster may reach everything',
    fix: 'let the platform own the namespace, with its default policy',
    check: objects(['Namespace'], namespaceHasPolicy),
  },
]);
