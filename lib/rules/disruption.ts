import { type ObjectSet, podSelector } from './object-set.js';
import type { Pod } from './pods.js';
import { must, type Problem, unless } from './problem.js';
import { catalogue, type KubernetesObject } from './rule.js';
import { objects, podsOf } from './scopes.js';
import { at, fieldsAt, isSet, numberAt, show } from './values.js';

const budgets = ['PodDisruptionBudget'] as const;

const hasBudget = (pod: Pod, set: ObjectSet): readonly Problem[] =>
  unless(
    (numberAt(pod.object, 'spec.replicas') ?? 2) < 2 || set.selecting('PodDisruptionBudget', pod).length > 0,
    '',
    'no PodDisruptionBudget selects the pod, must be one that does',
  );

/** Polaris compares matchLabels only, and is content with one label in common. */
const sharesLabel = (pod: Pod, set: ObjectSet): readonly Problem[] =>
  unless(
    set
      .selecting('PodDisruptionBudget', pod)
      .some((budget) =>
        Object.entries(fieldsAt(podSelector(budget), 'matchLabels')).some(([key, value]) => pod.labels[key] === value),
      ),
    '',
    'no PodDisruptionBudget selects the pod by matchLabels, must be one that does',
  );

const isZero = (value: unknown): boolean => value === 0 || value === '0' || value === '0%';

/** The fewest pods that the workloads of a budget run with: the autoscaler's minimum, or the replicas. */
const fewestPods = (budget: KubernetesObject, set: ObjectSet): readonly number[] =>
  set.podsOf(budget).flatMap(({ object }) => {
    const scaler = set.scalerOf(object);
    const count = scaler === undefined ? numberAt(object, 'spec.replicas') : numberAt(scaler, 'spec.minReplicas');
    return count ?? 1;
  });

/** A count, or a percentage of the pods rounded up, as Kubernetes reads minAvailable. */
const countOf = (value: unknown, pods: number): number | undefined => {
  if (typeof value === 'number') return value;
  const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value)?.[1] : undefined;
  return percent === undefined ? undefined : Math.ceil((Number(percent) * pods) / 100);
};

const leavesRoom = (budget: KubernetesObject, set: ObjectSet): readonly Problem[] => {
  const wanted = at(budget, 'spec.minAvailable');
  return [
    ...unless(wanted !== '100%', 'spec.minAvailable', 'minAvailable is "100%", must leave a pod that may go'),
    ...fewestPods(budget, set).flatMap((pods) =>
      unless(
        wanted === '100%' || (countOf(wanted, pods) ?? -1) < pods,
        'spec.minAvailable',
        `minAvailable is ${show(wanted)} of ${pods}, must leave a pod that may go`,
      ),
    ),
  ];
};

const stuck = 'a budget that lets no pod go keeps nodes from being drained and updated';

/** How many pods may be away at once. */
export const disruption = catalogue([
  {
    ids: ['kube-score/deployment-has-poddisruptionbudget'],
    reason: 'without a budget a drained node may take every pod at once',
    fix: 'leave the PodDisruptionBudget to the kit, and set scaling to 2 or more',
    check: podsOf(['Deployment'], hasBudget),
  },
  {
    ids: ['kube-score/statefulset-has-poddisruptionbudget'],
    reason: 'without a budget a drained node may take every pod at once',
    fix: 'leave the PodDisruptionBudget to the kit, and set scaling to 2 or more',
    check: podsOf(['StatefulSet'], hasBudget),
  },
  {
    ids: ['polaris/missingPodDisruptionBudget'],
    reason: 'without a budget a drained node may take every pod at once',
    fix: 'leave the PodDisruptionBudget to the kit, and set scaling to 2 or more',
    check: podsOf(['Deployment'], sharesLabel),
  },
  {
    ids: ['kube-score/poddisruptionbudget-has-policy'],
    reason: 'a budget that says no number allows nothing',
    fix: 'set scaling.disruption',
    check: objects(budgets, (budget) =>
      unless(
        isSet(at(budget, 'spec.minAvailable')) || isSet(at(budget, 'spec.maxUnavailable')),
        'spec',
        'neither minAvailable nor maxUnavailable is set, must be one of them',
      ),
    ),
  },
  {
    ids: ['kube-linter/pdb-max-unavailable'],
    reason: stuck,
    fix: 'set scaling.disruption.maxUnavailable to 1 or more',
    check: objects(budgets, (budget) => must(budget, 'spec.maxUnavailable', '1 or more', (found) => !isZero(found))),
  },
  {
    ids: ['kube-linter/pdb-min-available'],
    reason: stuck,
    fix: 'set scaling.disruption.minAvailable below the number of pods',
    check: objects(budgets, leavesRoom),
  },
  {
    ids: ['polaris/pdbDisruptionsIsZero'],
    reason: stuck,
    fix: 'set scaling.disruption.maxUnavailable to 1 or more',
    check: objects(budgets, (budget) => [
      ...must(budget, 'spec.maxUnavailable', '1 or more', (found) => !isZero(found)),
      ...must(budget, 'spec.minAvailable', 'below 100%', (found) => found !== '100%'),
    ]),
  },
  {
    ids: ['polaris/pdbMinAvailableGreaterThanHPAMinReplicas'],
    reason: stuck,
    fix: 'set scaling.disruption.minAvailable to at most scaling.min',
    check: objects(budgets, (budget, set) =>
      set.podsOf(budget).flatMap(({ object }) => {
        const least = numberAt(set.scalerOf(object), 'spec.minReplicas');
        const wanted = numberAt(budget, 'spec.minAvailable') ?? 0;
        return unless(
          least === undefined || wanted <= least,
          'spec.minAvailable',
          `minAvailable is ${wanted}, must be at most minReplicas ${least}`,
        );
      }),
    ),
  },
  {
    ids: ['kube-linter/pdb-unhealthy-pod-eviction-policy'],
    reason: 'by default a pod that never became ready keeps its node from being drained',
    fix: 'leave unhealthyPodEvictionPolicy to the kit, or remove the patch that removes it',
    check: objects(budgets, (budget) => must(budget, 'spec.unhealthyPodEvictionPolicy', 'set', isSet)),
  },
]);
