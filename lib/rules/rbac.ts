import { bindingsByPod } from './access.js';
import { exec, type Grant, gives, givesAll, grantsOf, type Right } from './grants.js';
import { unless } from './problem.js';
import { type Check, catalogue } from './rule.js';
import { objects, pods } from './scopes.js';
import { textAt } from './values.js';

const controllers = ['deployments', 'statefulsets', 'replicasets', 'cronjobs', 'jobs', 'daemonsets'];

/** Judges what bindings put in force, and reports the binding. */
const bindings =
  (wrong: (grant: Grant) => boolean, what: string): Check =>
  (set) =>
    grantsOf(set)
      .filter(wrong)
      .map(({ binding, roleKind, roleName }) => ({
        object: binding,
        path: 'roleRef',
        message: `${roleKind} ${roleName} gives ${what}, must not be bound`,
      }));

const bound = (right: Right, what: string): Check => bindings(({ rule }) => gives(rule, right), what);

const boundAs = (bindingKind: string, roleKind: string, holds: (rule: unknown) => boolean, what: string): Check =>
  bindings((grant) => grant.binding.kind === bindingKind && grant.roleKind === roleKind && holds(grant.rule), what);

const givesExec = (rule: unknown): boolean => gives(rule, exec);

const shell = 'a command in a pod is a command with all of its secrets';
const all = 'everything on everything';
const unbind = 'remove the binding, or bind a role that gives less';

/** Whom roles are given to. */
export const rbac = catalogue([
  {
    ids: ['polaris/rolebindingRolePodExecAttach'],
    reason: shell,
    fix: unbind,
    check: boundAs('RoleBinding', 'Role', givesExec, 'exec or attach on pods'),
  },
  {
    ids: ['polaris/rolebindingClusterRolePodExecAttach'],
    reason: shell,
    fix: unbind,
    check: boundAs('RoleBinding', 'ClusterRole', givesExec, 'exec or attach on pods'),
  },
  {
    ids: ['polaris/clusterrolebindingPodExecAttach'],
    reason: shell,
    fix: unbind,
    check: boundAs('ClusterRoleBinding', 'ClusterRole', givesExec, 'exec or attach on pods'),
  },
  { ids: ['kubescape/C-0002'], reason: shell, fix: unbind, check: bound(exec, 'exec or attach on pods') },
  {
    ids: ['polaris/clusterrolebindingClusterAdmin'],
    reason: 'an administrator of the cluster can do anything',
    fix: unbind,
    check: boundAs('ClusterRoleBinding', 'ClusterRole', givesAll, all),
  },
  {
    ids: ['polaris/rolebindingClusterAdminClusterRole'],
    reason: 'an administrator of the namespace can read every secret of it',
    fix: unbind,
    check: boundAs('RoleBinding', 'ClusterRole', givesAll, all),
  },
  {
    ids: ['polaris/rolebindingClusterAdminRole'],
    reason: 'an administrator of the namespace can read every secret of it',
    fix: unbind,
    check: boundAs('RoleBinding', 'Role', givesAll, all),
  },
  {
    ids: ['kube-linter/cluster-admin-role-binding'],
    reason: 'an administrator of the cluster can do anything',
    fix: unbind,
    check: objects(['ClusterRoleBinding', 'RoleBinding'], (binding) =>
      unless(
        textAt(binding, 'roleRef.name') !== 'cluster-admin',
        'roleRef.name',
        'roleRef is cluster-admin, must be a role that gives less',
      ),
    ),
  },
  {
    ids: ['kubescape/C-0035'],
    reason: 'whoever may do anything is worth breaking into',
    fix: unbind,
    check: bindings(({ rule }) => givesAll(rule), all),
  },
  {
    ids: ['kubescape/C-0272'],
    reason: 'who breaks into the pod is administrator',
    fix: unbind,
    check: (set) => {
      const admins = grantsOf(set).filter(({ rule }) => givesAll(rule));
      const bindingsOf = bindingsByPod(admins.map(({ binding }) => binding));
      return pods((pod) =>
        bindingsOf(pod).map(({ kind, metadata: { name } }) => ({
          path: 'serviceAccountName',
          message: `the pod has ${all} by ${kind} ${name}, must have less`,
        })),
      )(set);
    },
  },
  {
    ids: ['kube-linter/access-to-create-pods'],
    reason: 'who may create pods may run as any account of the namespace',
    fix: unbind,
    check: bound({ resources: ['pods', ...controllers], verbs: ['create'] }, 'creation of pods'),
  },
  {
    ids: ['kube-linter/access-to-secrets'],
    reason: 'who reads secrets is whoever they belong to',
    fix: unbind,
    check: bound({ resources: ['secrets'], verbs: ['get', 'list', 'delete', 'create', 'watch'] }, 'access to secrets'),
  },
  {
    ids: ['kubescape/C-0015'],
    reason: 'who reads secrets is whoever they belong to',
    fix: unbind,
    check: bound({ resources: ['secrets'], verbs: ['get', 'list', 'watch'] }, 'reading of secrets'),
  },
  {
    ids: ['kubescape/C-0007'],
    reason: 'who may delete can take the system down',
    fix: unbind,
    check: bound(
      {
        resources: ['secrets', 'pods', 'services', ...controllers],
        verbs: ['delete', 'deletecollection'],
      },
      'deletion of workloads or secrets',
    ),
  },
  {
    ids: ['kubescape/C-0031'],
    reason: 'who may delete events can hide what he did',
    fix: unbind,
    check: bound({ resources: ['events'], verbs: ['delete', 'deletecollection'] }, 'deletion of events'),
  },
  {
    ids: ['kubescape/C-0063'],
    reason: 'forwarding a port passes by every network policy',
    fix: unbind,
    check: bound({ resources: ['pods/portforward'], verbs: ['create', 'get'] }, 'forwarding of ports'),
  },
  {
    ids: ['kubescape/C-0065'],
    reason: 'who may impersonate has the rights of everybody',
    fix: unbind,
    check: bound(
      { resources: ['users', 'groups', 'serviceaccounts', 'uids'], verbs: ['impersonate'] },
      'impersonation',
    ),
  },
]);
