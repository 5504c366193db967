import { groupBy } from './group.js';
import { namespaceOf, type ObjectSet } from './object-set.js';
import type { Pod } from './pods.js';
import { must, type Problem, unless } from './problem.js';
import { type Check, catalogue, type KubernetesObject } from './rule.js';
import { objects, pods } from './scopes.js';
import { at, isSet, listAt, show, textAt } from './values.js';

const isFalse = (found: unknown): boolean => found === false;

/** The ServiceAccount that a pod runs as; `default` when it says none. */
export const accountOf = (pod: Pod): string =>
  textAt(pod.spec, 'serviceAccountName') ?? textAt(pod.spec, 'serviceAccount') ?? 'default';

/** The RoleBindings and ClusterRoleBindings among `bindings` by the ServiceAccounts that they name, asked for by a pod. */
export function bindingsByPod(bindings: readonly KubernetesObject[]): (pod: Pod) => readonly KubernetesObject[] {
  const byAccount = groupBy(bindings, (binding) =>
    listAt(binding, 'subjects').flatMap((subject) =>
      textAt(subject, 'kind') === 'ServiceAccount'
        ? `${textAt(subject, 'namespace') ?? namespaceOf(binding)}/${textAt(subject, 'name')}`
        : [],
    ),
  );
  return (pod) => byAccount.get(`${namespaceOf(pod.object)}/${accountOf(pod)}`) ?? [];
}

const accountExists = (pod: Pod, set: ObjectSet): readonly Problem[] =>
  unless(
    accountOf(pod) === 'default' || set.find('ServiceAccount', namespaceOf(pod.object), accountOf(pod)) !== undefined,
    'serviceAccountName',
    `ServiceAccount ${accountOf(pod)} is not there, must be one of the namespace`,
  );

const noToken = ({ spec }: Pod): readonly Problem[] => must(spec, 'automountServiceAccountToken', 'false', isFalse);

const unbound: Check = (set) => {
  const bindingsOf = bindingsByPod(['RoleBinding', 'ClusterRoleBinding'].flatMap(set.ofKind));
  return pods((pod) =>
    bindingsOf(pod).map(({ kind, metadata: { name } }) => ({
      path: 'serviceAccountName',
      message: `ServiceAccount ${accountOf(pod)} is bound by ${kind} ${name}, must not be bound to any role`,
    })),
  )(set);
};

const token = 'who breaks into the pod holds the token of its service account';

/** The identity of a pod towards the Kubernetes API. */
export const access = catalogue([
  {
    ids: ['kube-linter/deprecated-service-account-field', 'kubescape/C-0294'],
    reason: 'serviceAccount is an old name that the API server overwrites',
    fix: 'set security.serviceAccount.name, and remove the patch that sets serviceAccount',
    check: pods(({ spec }) =>
      unless(
        !isSet(at(spec, 'serviceAccount')),
        'serviceAccount',
        `serviceAccount is ${show(at(spec, 'serviceAccount'))}, must be serviceAccountName`,
      ),
    ),
  },
  {
    ids: ['kube-linter/default-service-account'],
    reason: 'rights given to the default account go to every pod of the namespace',
    fix: 'leave security.serviceAccount.name out, so that the service has an account of its own',
    check: pods((pod) =>
      unless(
        accountOf(pod) !== 'default',
        'serviceAccountName',
        'serviceAccountName is default, must be an account of its own',
      ),
    ),
  },
  {
    ids: ['kube-linter/non-existent-service-account', 'kubescape/C-0307'],
    reason: 'a pod whose service account is not there is never made',
    fix: 'leave security.serviceAccount.name out, or waive the rule where somebody else makes the account',
    check: pods(accountExists),
  },
  {
    ids: ['polaris/automountServiceAccountToken', 'kubescape/C-0261'],
    reason: token,
    fix: 'leave security.serviceAccount.token out, or waive the rule for a service that calls the Kubernetes API',
    check: pods(noToken),
  },
  {
    ids: ['kubescape/C-0034'],
    reason: token,
    fix: 'leave security.serviceAccount.token out, or waive the rule for a service that calls the Kubernetes API',
    check: (set) => [
      ...pods(noToken)(set),
      ...objects(['ServiceAccount'], (account) => must(account, 'automountServiceAccountToken', 'false', isFalse))(set),
    ],
  },
  {
    ids: ['kubescape/C-0053'],
    reason: `${token}, and with it every right that is bound to it`,
    fix: 'remove the binding, or waive the rule for a service that calls the Kubernetes API',
    check: unbound,
  },
]);
