import type { ObjectSet } from './object-set.js';
import type { Pod } from './pods.js';
import { must, type Problem, unless } from './problem.js';
import { catalogue } from './rule.js';
import { objects, pods, podsOf, runningPods, workloads } from './scopes.js';
import { selects } from './selectors.js';
import { at, isFields, isSet, listAt, numberAt, textAt } from './values.js';

const hostname = 'kubernetes.io/hostname';
const failureDomains = [hostname, 'topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];

/** Whether the pod keeps away from its own kind over one of the topology keys. */
function keepsApart({ spec, labels }: Pod, keys: readonly string[]): boolean {
  const rules = 'affinity.podAntiAffinity';
  const terms = [
    ...listAt(spec, `${rules}.requiredDuringSchedulingIgnoredDuringExecution`),
    ...listAt(spec, `${rules}.preferredDuringSchedulingIgnoredDuringExecution`).map((term) =>
      at(term, 'podAffinityTerm'),
    ),
  ];
  return terms.some(
    (term) => keys.includes(textAt(term, 'topologyKey') ?? '') && selects(at(term, 'labelSelector'), labels),
  );
}

/** Anti-affinity counts from two pods on; `absent` is the number that the scanner takes when none is said. */
const antiAffinity =
  (keys: readonly string[], absent: number) =>
  (pod: Pod): readonly Problem[] =>
    unless(
      (numberAt(pod.object, 'spec.replicas') ?? absent) < 2 || keepsApart(pod, keys),
      'affinity.podAntiAffinity',
      `no podAntiAffinity keeps the pods apart over ${keys.join(' or ')}, must be one that selects the pod's own labels`,
    );

const validSpread = ({ spec }: Pod): readonly Problem[] =>
  listAt(spec, 'topologySpreadConstraints').flatMap((constraint, index) => {
    const path = `topologySpreadConstraints[${index}]`;
    const whole = { [path]: constraint };
    return [
      ...must(whole, `${path}.labelSelector`, 'set', isFields),
      ...must(whole, `${path}.maxSkew`, 'above 0', (skew) => typeof skew === 'number' && skew > 0),
      ...must(whole, `${path}.topologyKey`, 'set', (key) => typeof key === 'string' && key !== ''),
      ...must(whole, `${path}.whenUnsatisfiable`, 'DoNotSchedule or ScheduleAnyway', (way) =>
        ['DoNotSchedule', 'ScheduleAnyway'].includes(String(way)),
      ),
    ];
  });

const isRolling = (type: unknown): boolean => type === 'RollingUpdate';

const rollsWhenServed = (pod: Pod, set: ObjectSet): readonly Problem[] =>
  set.selecting('Service', pod).length === 0
    ? []
    : must(pod.object, 'spec.strategy.type', 'RollingUpdate or left out', (type) => !isSet(type) || isRolling(type));

const together = 'pods on one node are lost together with it';
const spreads = 'leave affinity and spread to the kit, or remove the patch that changes them';
const gap = 'any other strategy stops the old pods before the new ones answer';

/** Where pods run, and how new ones take the place of old ones. */
export const placement = catalogue([
  {
    ids: ['kube-score/deployment-has-host-podantiaffinity'],
    reason: together,
    fix: spreads,
    check: podsOf(['Deployment'], antiAffinity(failureDomains, 2)),
  },
  {
    ids: ['kube-score/statefulset-has-host-podantiaffinity'],
    reason: together,
    fix: spreads,
    check: podsOf(['StatefulSet'], antiAffinity(failureDomains, 2)),
  },
  {
    ids: ['kube-linter/no-anti-affinity'],
    reason: together,
    fix: spreads,
    check: podsOf(['Deployment', 'StatefulSet', 'ReplicaSet'], antiAffinity([hostname], 1)),
  },
  {
    ids: ['kube-score/pod-topology-spread-constraints'],
    reason: 'a constraint that lacks a part spreads nothing',
    fix: spreads,
    check: pods(validSpread),
  },
  {
    ids: ['polaris/topologySpreadConstraint'],
    reason: 'pods in one zone are lost together with it',
    fix: spreads,
    check: runningPods(({ spec }) =>
      unless(
        listAt(spec, 'topologySpreadConstraints').length > 0,
        'topologySpreadConstraints',
        'topologySpreadConstraints is missing, must have at least one',
      ),
    ),
  },
  {
    ids: ['polaris/priorityClassNotSet'],
    reason: 'without a class a full cluster evicts whatever it likes',
    fix: 'set priorityClass of the environment in the platform; the kit writes the exemption itself where there is none',
    check: pods(({ spec }) => must(spec, 'priorityClassName', 'set', (name) => isSet(name) && name !== '')),
  },
  {
    ids: ['kube-score/deployment-strategy'],
    reason: gap,
    fix: 'remove the patch that changes the strategy',
    check: workloads(['Deployment'], rollsWhenServed),
  },
  {
    ids: ['kube-linter/no-rolling-update-strategy', 'kubescape/C-0305'],
    reason: gap,
    fix: 'remove the patch that changes the strategy',
    check: objects(['Deployment'], (deployment) => must(deployment, 'spec.strategy.type', 'RollingUpdate', isRolling)),
  },
  {
    ids: ['kube-linter/restart-policy'],
    reason: 'a process that fails is to be started again, and the manifest is to say so',
    fix: 'leave restartPolicy to the kit, or remove the patch that changes it',
    check: pods(({ spec }) =>
      must(spec, 'restartPolicy', 'Always or OnFailure', (policy) => policy === 'Always' || policy === 'OnFailure'),
    ),
  },
]);
