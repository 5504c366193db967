import { type Container, effective, type Pod } from './pods.js';
import { must, type Problem, under, unless } from './problem.js';
import { catalogue } from './rule.js';
import { containers, pods } from './scopes.js';
import { at, fieldsAt, isSet, listAt, show, textAt } from './values.js';

const seLinuxTypes = ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'];
const appArmorNote = 'container.apparmor.security.beta.kubernetes.io/';

type OfContext = (holder: unknown) => readonly Problem[];

/** Judges the security context of the pod and of each container. */
const contexts = (judge: OfContext) =>
  pods(({ spec, containers: all }) => [
    ...judge(spec),
    ...all.flatMap(({ path, fields }) => under(path, judge(fields))),
  ]);

const seccomp =
  (allowed: string, accepts: (type: unknown) => boolean) =>
  (container: Container, pod: Pod): readonly Problem[] => {
    const type = effective(pod, container, 'seccompProfile.type');
    return unless(
      accepts(type),
      'securityContext.seccompProfile.type',
      `seccompProfile.type is ${show(type)}, must be ${allowed}`,
    );
  };

const hardened = (container: Container, pod: Pod): readonly Problem[] => {
  const type = effective(pod, container, 'seccompProfile.type');
  const seLinux = effective(pod, container, 'seLinuxOptions');
  const annotated = isSet(at(pod.object, 'metadata.annotations')) && appArmorOf(container, pod) !== undefined;
  return unless(
    (isSet(type) && type !== 'Unconfined') ||
      isSet(seLinux) ||
      listAt(container.fields, 'securityContext.capabilities.drop').length > 0 ||
      annotated,
    'securityContext',
    'no seccomp profile, SELinux options, AppArmor profile or dropped capabilities, must have one of them',
  );
};

const appArmorOf = ({ fields }: Container, pod: Pod): unknown => {
  const metadata = fieldsAt(pod.object, pod.template === '' ? 'metadata' : `${pod.template}.metadata`);
  return fieldsAt(metadata, 'annotations')[`${appArmorNote}${textAt(fields, 'name')}`];
};

/** Profiles of the Linux security modules. */
export const profiles = catalogue([
  {
    ids: ['pss/seccompProfile_baseline'],
    reason: 'an unconfined process may make any system call',
    fix: 'remove the patch that sets seccompProfile to Unconfined',
    check: contexts((holder) =>
      must(
        holder,
        'securityContext.seccompProfile.type',
        'RuntimeDefault, Localhost or left out',
        (type) => !isSet(type) || type === 'RuntimeDefault' || type === 'Localhost',
      ),
    ),
  },
  {
    ids: ['pss/seccompProfile_restricted'],
    reason: 'without a profile every system call is open',
    fix: 'leave seccompProfile to the kit, or remove the patch that changes it',
    check: containers(
      seccomp('RuntimeDefault or Localhost', (type) => type === 'RuntimeDefault' || type === 'Localhost'),
    ),
  },
  {
    ids: ['kube-score/container-seccomp-profile'],
    reason: 'without a profile every system call is open',
    fix: 'leave seccompProfile to the kit, or remove the patch that changes it',
    check: containers(seccomp('set on the pod or on every container', isSet)),
  },
  {
    ids: ['kubescape/C-0055', 'kubescape/C-0210'],
    reason: "the runtime's own profile blocks the system calls that escapes use",
    fix: 'leave seccompProfile to the kit, or remove the patch that changes it',
    check: containers(seccomp('RuntimeDefault', (type) => type === 'RuntimeDefault')),
  },
  {
    ids: ['polaris/linuxHardening'],
    reason: 'at least one Linux security mechanism must hold the process',
    fix: 'leave seccompProfile and capabilities to the kit, or remove the patch that changes them',
    check: containers(hardened),
  },
  {
    ids: ['pss/appArmorProfile'],
    reason: 'an unconfined AppArmor profile lifts what the node enforces',
    fix: 'remove the patch that sets appArmorProfile',
    check: (set) => [
      ...contexts((holder) =>
        must(
          holder,
          'securityContext.appArmorProfile.type',
          'RuntimeDefault, Localhost or left out',
          (type) => !isSet(type) || type === 'RuntimeDefault' || type === 'Localhost',
        ),
      )(set),
      ...containers((container, pod) => {
        const profile = String(appArmorOf(container, pod) ?? '');
        const allowed = profile === '' || profile === 'runtime/default' || profile.startsWith('localhost/');
        return unless(allowed, '', `AppArmor profile is ${profile}, must be runtime/default or localhost/…`);
      })(set),
    ],
  },
  {
    ids: ['pss/seLinuxOptions'],
    reason: "a foreign SELinux type, user or role leaves the container's domain",
    fix: 'remove the patch that sets seLinuxOptions',
    check: contexts((holder) => [
      ...must(holder, 'securityContext.seLinuxOptions.type', `one of ${seLinuxTypes.slice(1).join(', ')}`, (type) =>
        seLinuxTypes.includes(String(type ?? '')),
      ),
      ...must(holder, 'securityContext.seLinuxOptions.user', 'left out', (user) => String(user ?? '') === ''),
      ...must(holder, 'securityContext.seLinuxOptions.role', 'left out', (role) => String(role ?? '') === ''),
    ]),
  },
]);
