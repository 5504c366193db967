import { must, unless } from './problem.js';
import { catalogue } from './rule.js';
import { containers, pods } from './scopes.js';
import { isSet, textsAt } from './values.js';

const notTrue = (found: unknown): boolean => found !== true;
const setting = (name: string, allowed: string, holds: (found: unknown) => boolean) =>
  containers(({ fields }) => must(fields, `securityContext.${name}`, allowed, holds));

/** What a container's process may do to the kernel and to its own root. */
export const security = catalogue([
  {
    ids: [
      'pss/privileged',
      'kube-score/container-security-context-privileged',
      'kube-linter/privileged-container',
      'polaris/runAsPrivileged',
      'kubescape/C-0057',
    ],
    reason: 'a privileged container owns the node it runs on',
    fix: 'remove privileged from security, or from the patch that sets it',
    check: setting('privileged', 'false or left out', notTrue),
  },
  {
    ids: [
      'pss/allowPrivilegeEscalation',
      'kube-linter/privilege-escalation-container',
      'polaris/privilegeEscalationAllowed',
      'kubescape/C-0016',
    ],
    reason: 'a setuid binary in the image could gain more rights than the process was given',
    fix: 'leave allowPrivilegeEscalation to the kit, or remove the patch that sets it',
    check: setting('allowPrivilegeEscalation', 'false', (found) => found === false),
  },
  {
    ids: [
      'kube-score/container-security-context-readonlyrootfilesystem',
      'kube-linter/no-read-only-root-fs',
      'polaris/notReadOnlyRootFilesystem',
      'kubescape/C-0017',
    ],
    reason: 'what cannot be written cannot be replaced by an intruder',
    fix: 'list the folders that are written to under security.writable, and keep the root read-only',
    check: setting('readOnlyRootFilesystem', 'true', (found) => found === true),
  },
  {
    ids: ['pss/procMount_baseline', 'pss/procMount_restricted', 'polaris/procMount', 'kube-linter/unsafe-proc-mount'],
    reason: 'an unmasked /proc shows and takes settings of the node',
    fix: 'remove the patch that sets procMount',
    check: setting('procMount', 'Default or left out', (found) => !isSet(found) || found === 'Default'),
  },
  {
    ids: ['pss/windowsHostProcess', 'polaris/hostProcess'],
    reason: 'a Windows host process is privileged on the node',
    fix: 'remove the patch that sets windowsOptions.hostProcess',
    check: (set) => [
      ...setting('windowsOptions.hostProcess', 'false or left out', notTrue)(set),
      ...pods(({ spec }) => must(spec, 'securityContext.windowsOptions.hostProcess', 'false or left out', notTrue))(
        set,
      ),
    ],
  },
  {
    ids: ['kubescape/C-0062'],
    reason: 'sudo needs rights that no service should have',
    fix: 'remove sudo from workload.command',
    check: containers(({ fields }) =>
      unless(
        !textsAt(fields, 'command').some((word) => word.includes('sudo')),
        'command',
        'command contains sudo, must not',
      ),
    ),
  },
]);
