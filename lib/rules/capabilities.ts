import type { Container } from './pods.js';
import { type Problem, unless } from './problem.js';
import { catalogue } from './rule.js';
import { containers } from './scopes.js';
import { show, textsAt } from './values.js';

const baselineCapabilities = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

/** Kubescape's list `insecureCapabilities` (default-config-inputs.json). */
const insecureCapabilities = [
  'SETPCAP',
  'NET_ADMIN',
  'NET_RAW',
  'SYS_MODULE',
  'SYS_RAWIO',
  'SYS_PTRACE',
  'SYS_ADMIN',
  'SYS_BOOT',
  'MAC_OVERRIDE',
  'MAC_ADMIN',
  'PERFMON',
  'ALL',
  'BPF',
];

const added = ({ fields }: Container): readonly string[] => textsAt(fields, 'securityContext.capabilities.add');
const dropped = ({ fields }: Container): readonly string[] => textsAt(fields, 'securityContext.capabilities.drop');

const drops =
  (...names: readonly string[]) =>
  (container: Container): readonly Problem[] =>
    unless(
      names.some((name) => dropped(container).includes(name)),
      'securityContext.capabilities.drop',
      `capabilities.drop is ${show(dropped(container))}, must contain ${names.join(' or ')}`,
    );

const addsOnly =
  (allowed: string, accepts: (capability: string) => boolean) =>
  (container: Container): readonly Problem[] =>
    unless(
      added(container).every(accepts),
      'securityContext.capabilities.add',
      `capabilities.add is ${show(added(container))}, ${allowed}`,
    );

const addsNone = (forbidden: readonly string[]) =>
  addsOnly(`must not contain any of ${forbidden.join(', ')}`, (name) => !forbidden.includes(name));

const both =
  (...judges: readonly ((container: Container) => readonly Problem[])[]) =>
  (container: Container): readonly Problem[] =>
    judges.flatMap((judge) => judge(container));

/** The parts of root's power that a process keeps. */
export const capabilities = catalogue([
  {
    ids: ['pss/capabilities_baseline'],
    reason: 'capabilities past the default set open the node',
    fix: 'remove the capability from security.capabilities',
    check: containers(
      addsOnly(`allowed are ${baselineCapabilities.join(', ')}`, (name) => baselineCapabilities.includes(name)),
    ),
  },
  {
    ids: ['pss/capabilities_restricted'],
    reason: 'a service needs no capability, save to bind a port below 1024',
    fix: 'remove every capability but NET_BIND_SERVICE from security.capabilities',
    check: containers(
      both(
        drops('ALL'),
        addsOnly('allowed is NET_BIND_SERVICE', (name) => name === 'NET_BIND_SERVICE'),
      ),
    ),
  },
  {
    ids: ['polaris/insecureCapabilities'],
    reason: 'the runtime gives capabilities that a service does not need',
    fix: 'leave capabilities.drop to the kit, or remove the patch that sets it',
    check: containers(drops('ALL')),
  },
  {
    ids: ['kube-linter/drop-net-raw-capability'],
    reason: 'raw sockets let a container forge traffic of its neighbours',
    fix: 'remove NET_RAW from security.capabilities',
    check: containers(both(drops('ALL', 'NET_RAW'), addsNone(['NET_RAW']))),
  },
  {
    ids: ['polaris/dangerousCapabilities'],
    reason: 'these capabilities are as good as root on the node',
    fix: 'remove the capability from security.capabilities',
    check: containers(addsNone(['ALL', 'SYS_ADMIN', 'NET_ADMIN'])),
  },
  {
    ids: ['kubescape/C-0046'],
    reason: 'these capabilities have been used to leave a container',
    fix: 'remove the capability from security.capabilities',
    check: containers(addsNone(insecureCapabilities)),
  },
]);
