import { namespaceOf, type ObjectSet } from './object-set.js';
import { must, type Problem, unless } from './problem.js';
import { catalogue, type KubernetesObject } from './rule.js';
import { objects, workloads } from './scopes.js';
import { at, isSet, numberAt, show, textAt } from './values.js';

const deployments = ['Deployment'] as const;
const scalers = ['HorizontalPodAutoscaler'] as const;

/** What Kubernetes takes when nothing is said. */
const defaultReplicas = 1;

const atLeast =
  (least: number) =>
  (found: unknown): boolean =>
    typeof found === 'number' && found >= least;

const targetExists = (scaler: KubernetesObject, set: ObjectSet): readonly Problem[] => {
  const kind = textAt(scaler, 'spec.scaleTargetRef.kind') ?? '';
  const name = textAt(scaler, 'spec.scaleTargetRef.name') ?? '';
  return unless(
    set.find(kind, namespaceOf(scaler), name) !== undefined,
    'spec.scaleTargetRef',
    `${kind} ${name} is not there, must be one of the namespace`,
  );
};

const minReplicas = (scaler: KubernetesObject): number => numberAt(scaler, 'spec.minReplicas') ?? defaultReplicas;

const minimum = (least: number) =>
  objects(scalers, (scaler) => must(scaler, 'spec.minReplicas', `${least} or more`, atLeast(least)));

const alone = 'one pod is away whenever its node is drained or it is replaced';

/** How many pods there are, and who decides it. */
export const scaling = catalogue([
  {
    ids: ['kube-score/deployment-replicas'],
    reason: alone,
    fix: 'set scaling to 2 or more, or to min and max',
    check: workloads(deployments, (pod, set) =>
      set.scalerOf(pod.object) === undefined && set.selecting('Service', pod).length > 0
        ? must(pod.object, 'spec.replicas', '2 or more, or left to an autoscaler', atLeast(2))
        : [],
    ),
  },
  {
    ids: ['polaris/deploymentMissingReplicas'],
    reason: alone,
    fix: 'set scaling to 2 or more; the kit writes the exemption itself where an autoscaler decides',
    check: objects(deployments, (deployment) => must(deployment, 'spec.replicas', '2 or more', atLeast(2))),
  },
  {
    ids: ['kube-linter/minimum-three-replicas'],
    reason: 'with three pods one may fail while another is replaced',
    fix: 'set scaling to 3 or more',
    // the scanner takes an absent number for 1 even under an autoscaler, whose minimum hpa-minimum-three-replicas judges
    check: objects(['Deployment', 'StatefulSet', 'ReplicaSet'], (workload, set) =>
      set.scalerOf(workload) === undefined ? must(workload, 'spec.replicas', '3 or more', atLeast(3)) : [],
    ),
  },
  {
    ids: ['kube-score/deployment-targeted-by-hpa-does-not-have-replicas-configured'],
    reason: 'every apply would set the number back that the autoscaler chose',
    fix: 'set scaling to min and max, and remove the patch that sets replicas',
    check: objects(deployments, (deployment, set) =>
      set.scalerOf(deployment) === undefined
        ? []
        : must(deployment, 'spec.replicas', 'left out beside an autoscaler', (found) => !isSet(found)),
    ),
  },
  {
    ids: [
      'kube-score/horizontalpodautoscaler-has-target',
      'kube-linter/dangling-horizontalpodautoscaler',
      'kubescape/C-0300',
    ],
    reason: 'an autoscaler whose target is not there scales nothing',
    fix: 'leave scaleTargetRef to the kit, or remove the patch that changes it',
    check: objects(scalers, targetExists),
  },
  {
    ids: ['kube-score/horizontalpodautoscaler-replicas', 'polaris/hpaMinAvailability'],
    reason: alone,
    fix: 'set scaling.min to 2 or more',
    check: minimum(2),
  },
  {
    ids: ['kube-linter/hpa-minimum-three-replicas'],
    reason: 'with three pods one may fail while another is replaced',
    fix: 'set scaling.min to 3 or more',
    check: minimum(3),
  },
  {
    ids: ['polaris/hpaMaxAvailability'],
    reason: 'an autoscaler with no room above its minimum cannot scale',
    fix: 'set scaling.max above scaling.min',
    check: objects(scalers, (scaler) =>
      unless(
        Number(at(scaler, 'spec.maxReplicas')) > minReplicas(scaler),
        'spec.maxReplicas',
        `maxReplicas is ${show(at(scaler, 'spec.maxReplicas'))}, must be above minReplicas ${minReplicas(scaler)}`,
      ),
    ),
  },
]);
