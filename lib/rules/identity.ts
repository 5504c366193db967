import { type Container, effective, type Pod } from './pods.js';
import { must, type Problem, unless } from './problem.js';
import { catalogue } from './rule.js';
import { containers, inEach, pods } from './scopes.js';
import { safeOnly } from './sysctls.js';
import { at, isSet, listAt, show, textsAt } from './values.js';

/** Below 10000 a user or group id may be one that the node itself uses. */
const firstFreeId = 10_000;

const isAbove = (value: unknown, bound: number): boolean => typeof value === 'number' && value > bound;

const nonRoot = (container: Container, pod: Pod): readonly Problem[] => {
  const value = effective(pod, container, 'runAsNonRoot');
  return unless(
    value === true && at(pod.spec, 'securityContext.runAsNonRoot') !== false,
    'securityContext.runAsNonRoot',
    `runAsNonRoot is ${show(value)}, must be true on the pod or on every container`,
  );
};

const notRootUser = (holder: unknown): readonly Problem[] =>
  must(holder, 'securityContext.runAsUser', 'above 0 or left out', (user) => user !== 0);

const id =
  (name: 'runAsUser' | 'runAsGroup', allowed: string, accepts: (value: unknown) => boolean) =>
  (container: Container, pod: Pod): readonly Problem[] => {
    const value = effective(pod, container, name);
    return unless(accepts(value), `securityContext.${name}`, `${name} is ${show(value)}, must be ${allowed}`);
  };

const nonRootOrUser = (container: Container, pod: Pod): readonly Problem[] => {
  const user = effective(pod, container, 'runAsUser');
  const flag = effective(pod, container, 'runAsNonRoot');
  return unless(
    isAbove(user, 0) || (flag === true && user !== 0),
    'securityContext.runAsNonRoot',
    `runAsNonRoot is ${show(flag)} and runAsUser ${show(user)}, must be true or above 0`,
  );
};

/** Kubescape C-0211 is a union of controls; its part on seLinuxOptions is in `notOurs`, because only a cluster with SELinux can say them. */
const securityContext = ({ spec }: Pod): readonly Problem[] => [
  ...must(spec, 'securityContext.fsGroup', '0 or above', (group) => isAbove(group, -1)),
  ...must(
    spec,
    'securityContext.fsGroupChangePolicy',
    'Always or OnRootMismatch',
    (policy) => policy === 'Always' || policy === 'OnRootMismatch',
  ),
  ...unless(
    !listAt(spec, 'securityContext.supplementalGroups').includes(0),
    'securityContext.supplementalGroups',
    'supplementalGroups contains 0, must not contain the root group',
  ),
  ...safeOnly({ spec }),
];

const containerContext = (container: Container, pod: Pod): readonly Problem[] => {
  const dropped = textsAt(container.fields, 'securityContext.capabilities.drop');
  return [
    ...must(container.fields, 'securityContext.readOnlyRootFilesystem', 'true', (found) => found === true),
    ...unless(
      dropped.includes('ALL') || dropped.includes('NET_RAW'),
      'securityContext.capabilities.drop',
      `capabilities.drop is ${show(dropped)}, must contain ALL or NET_RAW`,
    ),
    ...unless(
      isSet(effective(pod, container, 'seccompProfile.type')),
      'securityContext.seccompProfile',
      'seccompProfile is missing, must be set on the pod or on every container',
    ),
    ...unless(
      isSet(effective(pod, container, 'runAsGroup')),
      'securityContext.runAsGroup',
      'runAsGroup is missing, must be set on the pod or on every container',
    ),
  ];
};

/** Who the process is. */
export const identity = catalogue([
  {
    ids: ['pss/runAsNonRoot'],
    reason: 'root in the container is one bug away from root on the node',
    fix: 'leave runAsNonRoot to the kit, or remove the patch that changes it',
    check: containers(nonRoot),
  },
  {
    ids: ['pss/runAsUser'],
    reason: 'user 0 is root',
    fix: 'set security.user to a number above 0',
    check: (set) => [
      ...pods(({ spec }) => notRootUser(spec))(set),
      ...containers(({ fields }) => notRootUser(fields))(set),
    ],
  },
  {
    ids: ['kube-linter/run-as-non-root'],
    reason: 'neither the user nor the group of a process may be root',
    fix: 'set security.user and security.group to numbers above 0',
    check: containers((container, pod) => [
      ...nonRootOrUser(container, pod),
      ...id('runAsGroup', 'above 0 or left out', (group) => group !== 0)(container, pod),
    ]),
  },
  {
    ids: ['polaris/runAsRootAllowed'],
    reason: 'root in the container is one bug away from root on the node',
    fix: 'set security.user to a number above 0',
    check: containers(nonRootOrUser),
  },
  {
    ids: ['kubescape/C-0013'],
    reason: 'a process with no group of its own runs in the root group',
    fix: 'set security.user and security.group to numbers above 0',
    check: containers((container, pod) => [
      ...nonRootOrUser(container, pod),
      ...id('runAsGroup', 'above 0', (group) => isAbove(group, 0))(container, pod),
    ]),
  },
  {
    ids: ['kube-score/container-security-context-user-group-id'],
    reason: 'a low id may be one that the node gives to somebody else',
    fix: `set security.user and security.group to ${firstFreeId} or above`,
    check: containers((container, pod) =>
      (['runAsUser', 'runAsGroup'] as const).flatMap((name) =>
        id(name, `${firstFreeId} or above`, (value) => isAbove(value, firstFreeId - 1))(container, pod),
      ),
    ),
  },
  {
    ids: ['kubescape/C-0211'],
    reason: 'every part of the security context is to be chosen, not inherited',
    fix: 'leave the security context to the kit, and set security.group where identity is explicit',
    check: pods((pod, set) => [...securityContext(pod), ...inEach(containerContext, () => true)(pod, set)]),
  },
]);
