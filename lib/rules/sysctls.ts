import { type Problem, unless } from './problem.js';
import { catalogue } from './rule.js';
import { pods } from './scopes.js';
import { listAt, textAt } from './values.js';

const safeSysctls = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
];

/** kube-linter goes by prefix, and so refuses some that the Pod Security Standards allow. */
const unsafeSysctls = ['kernel.msg', 'kernel.sem', 'kernel.shm', 'fs.mqueue.', 'net.'];

const judge =
  (holds: (name: string) => boolean, allowed: string) =>
  ({ spec }: { readonly spec: unknown }): readonly Problem[] =>
    listAt(spec, 'securityContext.sysctls').flatMap((sysctl, index) => {
      const name = textAt(sysctl, 'name') ?? '';
      return unless(holds(name), `securityContext.sysctls[${index}].name`, `sysctl is ${name}, must be ${allowed}`);
    });

/** Demands that a pod sets only sysctls that the Pod Security Standards call safe. */
export const safeOnly = judge((name) => safeSysctls.includes(name), `one of ${safeSysctls.join(', ')}`);

/** Settings of the kernel. */
export const sysctls = catalogue([
  {
    ids: ['pss/sysctls'],
    reason: 'other kernel settings reach past the pod',
    fix: 'remove the sysctl from the patch that sets it',
    check: pods(safeOnly),
  },
  {
    ids: ['kube-linter/unsafe-sysctls'],
    reason: 'kernel settings of these families may upset other pods of the node',
    fix: 'remove the sysctl from the patch that sets it',
    check: pods(
      judge(
        (name) => !unsafeSysctls.some((prefix) => name.startsWith(prefix)),
        `of none of the families ${unsafeSysctls.join(', ')}`,
      ),
    ),
  },
]);
