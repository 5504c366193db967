import { namespaceOf } from './object-set.js';
import { type Problem, unless } from './problem.js';
import { catalogue, type KubernetesObject } from './rule.js';
import { everyObject, objects } from './scopes.js';
import { show } from './values.js';

const withPods = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob', 'Pod'] as const;

const inDefault = (object: KubernetesObject): readonly Problem[] =>
  unless(
    namespaceOf(object) !== '' && namespaceOf(object) !== 'default',
    'metadata.namespace',
    `namespace is ${show(object.metadata.namespace)}, must be one of its own`,
  );

const clusterScoped =
  /^(Namespace|ClusterRole|ClusterRoleBinding|CustomResourceDefinition|PriorityClass|StorageClass|PersistentVolume|IngressClass|GatewayClass|ClusterSecretStore|ClusterIssuer|Node|.*WebhookConfiguration)$/;

const shared = 'the default namespace has no owner, no policy and no quota';

/** Where objects live. */
export const namespaces = catalogue([
  {
    ids: ['kube-linter/use-namespace'],
    reason: shared,
    fix: 'set system, or the pattern of namespaces in the platform',
    check: objects([...withPods, 'Service'], inDefault),
  },
  {
    ids: ['kubescape/C-0061'],
    reason: shared,
    fix: 'set system, or the pattern of namespaces in the platform',
    check: objects(withPods, inDefault),
  },
  {
    ids: ['kubescape/C-0209', 'kubescape/C-0212'],
    reason: shared,
    fix: 'set system, or the pattern of namespaces in the platform',
    check: everyObject((object) => (clusterScoped.test(object.kind) ? [] : inDefault(object))),
  },
]);
