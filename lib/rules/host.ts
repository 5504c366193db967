import { must, unless } from './problem.js';
import { catalogue } from './rule.js';
import { containers, pods } from './scopes.js';
import { at, isSet, listAt, show } from './values.js';

const namespaces = (...names: readonly string[]) =>
  pods(({ spec }) => names.flatMap((name) => must(spec, name, 'false or left out', (found) => found !== true)));

const handlers = [
  ...['livenessProbe', 'readinessProbe', 'startupProbe'],
  ...['lifecycle.postStart', 'lifecycle.preStop'],
].flatMap((handler) => [`${handler}.httpGet.host`, `${handler}.tcpSocket.host`]);

/** What a pod may take from its node. */
export const host = catalogue([
  {
    ids: ['pss/hostNamespaces'],
    reason: "a pod in the node's namespaces sees every process and connection of the node",
    fix: 'remove the patch that sets hostNetwork, hostPID or hostIPC',
    check: namespaces('hostNetwork', 'hostPID', 'hostIPC'),
  },
  {
    ids: ['kube-linter/host-network', 'polaris/hostNetworkSet', 'kubescape/C-0041'],
    reason: "a pod in the node's network escapes every network policy",
    fix: 'remove the patch that sets hostNetwork',
    check: namespaces('hostNetwork'),
  },
  {
    ids: ['kube-linter/host-pid', 'polaris/hostPIDSet'],
    reason: 'a pod that sees the processes of the node can read their memory',
    fix: 'remove the patch that sets hostPID',
    check: namespaces('hostPID'),
  },
  {
    ids: ['kube-linter/host-ipc', 'polaris/hostIPCSet'],
    reason: 'a pod in the IPC namespace of the node can read shared memory of others',
    fix: 'remove the patch that sets hostIPC',
    check: namespaces('hostIPC'),
  },
  {
    ids: ['kubescape/C-0038'],
    reason: 'sharing processes or memory with the node breaks the isolation of the pod',
    fix: 'remove the patch that sets hostPID or hostIPC',
    check: namespaces('hostPID', 'hostIPC'),
  },
  {
    ids: ['pss/hostPorts', 'polaris/hostPortSet', 'kubescape/C-0044'],
    reason: 'a port of the node binds the pod to a node and passes by every network policy',
    fix: 'remove hostPort from the patch that sets it; other pods reach the service by its network.ports',
    check: containers(({ fields }) =>
      listAt(fields, 'ports').flatMap((port, index) =>
        unless(
          !isSet(at(port, 'hostPort')) || at(port, 'hostPort') === 0,
          `ports[${index}].hostPort`,
          `hostPort is ${show(at(port, 'hostPort'))}, must be left out`,
        ),
      ),
    ),
  },
  {
    ids: ['pss/hostProbesAndhostLifecycle'],
    reason: 'a probe with a host makes the kubelet call any address for the pod',
    fix: 'remove host from the probe; a probe calls its own pod',
    check: containers(({ fields }) =>
      handlers.flatMap((path) => must(fields, path, 'left out', (found) => !isSet(found) || found === '')),
    ),
  },
]);
