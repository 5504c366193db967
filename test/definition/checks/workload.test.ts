import { workloadChecks } from '../../../lib/definition/checks/workload.js';
import { describeChecks } from '../../support/checks.js';
import { cron, minimal } from '../../support/definitions.js';

const tolerating = (toleration: object) => minimal({ workload: { kind: 'service', tolerations: [toleration] } });
const running = (more: object) => cron({ workload: { kind: 'cron', schedule: '@daily', ...more } });
const saying = (args: readonly string[]) => minimal({ workload: { kind: 'service', args } });
const patching = (operation: object) =>
  minimal({ patches: [{ target: { kind: 'Deployment' }, operations: [{ path: '/spec/paused', ...operation }] }] });
const account = (more: object) => minimal({ security: { serviceAccount: more } });

describeChecks(workloadChecks, [
  {
    id: 'toleration-fits',
    breaks: tolerating({ key: 'gpu', operator: 'Exists', value: 'a100' }),
    path: 'workload.tolerations[0].value',
    says: ['Exists', 'a100'],
    passes: tolerating({ key: 'gpu', operator: 'Exists' }),
  },
  {
    id: 'toleration-fits',
    breaks: tolerating({}),
    path: 'workload.tolerations[0].operator',
    says: ['Equal', 'without a key'],
    passes: tolerating({ operator: 'Exists' }),
  },
  {
    id: 'cron-times',
    breaks: running({ startingDeadline: '9s' }),
    path: 'workload.startingDeadline',
    says: ['9s', '10s'],
    passes: running({ startingDeadline: '10s' }),
  },
  {
    id: 'cron-times',
    breaks: running({ deadline: '0s' }),
    path: 'workload.deadline',
    says: ['0s'],
    passes: running({ deadline: '1s' }),
  },
  {
    id: 'words-fit',
    breaks: saying(['a\0b']),
    path: 'workload.args[0]',
    says: ['NUL'],
    passes: saying(['a\nb']),
  },
  {
    id: 'words-fit',
    breaks: { ...saying([]), health: { live: { kind: 'exec', command: ['/app/x', 'a\0b'] }, ready: '/ready' } },
    path: 'health.live.command[1]',
    says: ['NUL'],
    passes: { ...saying([]), health: { live: { kind: 'exec', command: ['/app/x', 'a\nb'] }, ready: '/ready' } },
  },
  {
    id: 'words-fit',
    breaks: saying(['', 'x'.repeat(131_072)]),
    path: 'workload.args[1]',
    says: ['131072'],
    passes: saying(['', 'x'.repeat(131_071)]),
  },
  {
    id: 'words-fit',
    breaks: minimal({ migrations: { command: ['/app/up'], args: ['a', 'b\0c'] } }),
    path: 'migrations.args[1]',
    says: ['NUL'],
    passes: minimal({ migrations: { command: ['/app/up'], args: ['a', 'b\nc'] } }),
  },
  {
    id: 'patch-value',
    breaks: patching({ op: 'add' }),
    path: 'patches[0].operations[0].value',
    says: ['add needs a value'],
    passes: patching({ op: 'add', value: false }),
  },
  {
    id: 'patch-value',
    breaks: patching({ op: 'remove', value: 1 }),
    path: 'patches[0].operations[0].value',
    says: ['remove takes no value'],
    passes: patching({ op: 'remove' }),
  },
  {
    id: 'service-account-own',
    breaks: account({ name: 'shared', annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/x' } }),
    path: 'security.serviceAccount.annotations',
    says: ['"shared"'],
    passes: account({ annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/x' } }),
  },
]);
