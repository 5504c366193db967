import { must } from './problem.js';
import { catalogue } from './rule.js';
import { containers, mainContainers } from './scopes.js';
import { isSet } from './values.js';

type Amount = `${'requests' | 'limits'}.${'cpu' | 'memory' | 'ephemeral-storage'}`;

const states =
  (...amounts: readonly Amount[]) =>
  ({ fields }: { readonly fields: unknown }) =>
    amounts.flatMap((amount) => must(fields, `resources.${amount}`, 'set', isSet));

/** Polaris demands `type: string`, so that a bare `cpu: 1` does not count. */
const statesText =
  (amount: Amount) =>
  ({ fields }: { readonly fields: unknown }) =>
    must(fields, `resources.${amount}`, 'a quantity in quotes', (found) => typeof found === 'string' && found !== '');

const noRequest = 'the scheduler places a pod by what it requests';
const noLimit = 'without a limit one pod can starve its neighbours';

/** What a container gets at least and at most. */
export const resources = catalogue([
  {
    ids: ['kube-score/container-resources'],
    reason: `${noRequest}, and ${noLimit}`,
    fix: 'set request and limit of resources.cpu and resources.memory',
    check: containers(states('requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory')),
  },
  {
    ids: ['kube-score/container-ephemeral-storage-request-and-limit'],
    reason: 'a full disk evicts every pod of the node',
    fix: 'set request and limit of resources.storage',
    check: containers(states('requests.ephemeral-storage', 'limits.ephemeral-storage')),
  },
  {
    ids: ['kube-linter/unset-cpu-requirements'],
    reason: noRequest,
    fix: 'set resources.cpu.request',
    check: containers(states('requests.cpu')),
  },
  {
    ids: ['kube-linter/unset-memory-requirements'],
    reason: noLimit,
    fix: 'set resources.memory.limit',
    check: containers(states('limits.memory')),
  },
  {
    ids: ['polaris/cpuRequestsMissing'],
    reason: noRequest,
    fix: 'set resources.cpu.request',
    check: mainContainers(statesText('requests.cpu')),
  },
  {
    ids: ['polaris/cpuLimitsMissing'],
    reason: noLimit,
    fix: 'set resources.cpu.limit',
    check: mainContainers(statesText('limits.cpu')),
  },
  {
    ids: ['polaris/memoryRequestsMissing'],
    reason: noRequest,
    fix: 'set resources.memory.request',
    check: mainContainers(statesText('requests.memory')),
  },
  {
    ids: ['polaris/memoryLimitsMissing'],
    reason: noLimit,
    fix: 'set resources.memory.limit',
    check: mainContainers(statesText('limits.memory')),
  },
  {
    ids: ['kubescape/C-0004'],
    reason: 'memory that nobody counted ends in the out-of-memory killer',
    fix: 'set request and limit of resources.memory',
    check: mainContainers(states('requests.memory', 'limits.memory')),
  },
  {
    ids: ['kubescape/C-0050'],
    reason: `${noRequest}, and ${noLimit}`,
    fix: 'set request and limit of resources.cpu',
    check: mainContainers(states('requests.cpu', 'limits.cpu')),
  },
  {
    ids: ['kubescape/C-0009'],
    reason: noLimit,
    fix: 'set resources.cpu.limit and resources.memory.limit',
    check: mainContainers(states('limits.cpu', 'limits.memory')),
  },
  {
    ids: ['kubescape/C-0268'],
    reason: noRequest,
    fix: 'set resources.cpu.request',
    check: mainContainers(states('requests.cpu')),
  },
  {
    ids: ['kubescape/C-0269'],
    reason: noRequest,
    fix: 'set resources.memory.request',
    check: mainContainers(states('requests.memory')),
  },
  {
    ids: ['kubescape/C-0270'],
    reason: noLimit,
    fix: 'set resources.cpu.limit',
    check: mainContainers(states('limits.cpu')),
  },
  {
    ids: ['kubescape/C-0271'],
    reason: noLimit,
    fix: 'set resources.memory.limit',
    check: mainContainers(states('limits.memory')),
  },
]);
