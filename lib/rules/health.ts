import type { Container } from './pods.js';
import { type Problem, unless } from './problem.js';
import { catalogue } from './rule.js';
import { mainContainers, pods, runningContainers } from './scopes.js';
import { at, isFields, isSet, listAt, show, textAt } from './values.js';

const has =
  (probe: string) =>
  ({ fields }: Container): readonly Problem[] =>
    unless(isSet(fields[probe]), probe, `${probe} is missing, must be set`);

/** A probe's port must be one that the container declares for TCP, by number or by name. */
const declaresPortOf =
  (probe: string) =>
  ({ fields }: Container): readonly Problem[] =>
    ['httpGet', 'tcpSocket', 'grpc'].flatMap((handler) => {
      const port = at(fields, `${probe}.${handler}.port`);
      const declared = listAt(fields, 'ports')
        .filter((entry) => (textAt(entry, 'protocol') ?? 'TCP') === 'TCP')
        .flatMap((entry) => [at(entry, 'containerPort'), at(entry, 'name')])
        .filter(isSet);
      return unless(
        !isSet(port) || declared.includes(port),
        `${probe}.${handler}.port`,
        `port is ${show(port)}, must be one of ${declared.map(show).join(', ')}`,
      );
    });

const identical = ({ fields }: Container): readonly Problem[] =>
  unless(
    !isFields(fields.livenessProbe) || question(fields.livenessProbe) !== question(fields.readinessProbe),
    'livenessProbe',
    'livenessProbe asks the same as readinessProbe, must differ in path or port',
  );

const question = (probe: unknown): string =>
  JSON.stringify(
    ['httpGet.path', 'httpGet.port', 'tcpSocket.port', 'grpc.port', 'grpc.service', 'exec.command'].map((path) =>
      at(probe, path),
    ),
  );

/**
 * Probes. They are asked of pods that run on: a job ends, and is never ready.
 */
export const health = catalogue([
  {
    ids: ['kube-score/pod-probes'],
    reason: 'a Service sends traffic to a pod without a readiness probe before it can answer',
    fix: 'set health.ready and health.live',
    check: pods((pod, set) =>
      set.selecting('Service', pod).length === 0
        ? []
        : ['readinessProbe', 'livenessProbe'].flatMap((probe) =>
            unless(
              pod.containers.some(({ fields }) => isSet(fields[probe])),
              'containers',
              `${probe} is missing in every container, must be set because a Service targets the pod`,
            ),
          ),
    ),
  },
  {
    ids: ['kube-score/pod-probes-identical'],
    reason: 'one question for both restarts a pod that only waits for a dependency',
    fix: 'let health.live and health.ready be different endpoints',
    check: (set) =>
      mainContainers((container, pod) => (set.selecting('Service', pod).length === 0 ? [] : identical(container)))(set),
  },
  {
    ids: ['kube-linter/no-readiness-probe', 'polaris/readinessProbeMissing', 'kubescape/C-0018'],
    reason: 'without it a pod gets traffic before it can answer',
    fix: 'set health.ready',
    check: runningContainers(has('readinessProbe')),
  },
  {
    ids: ['kube-linter/no-liveness-probe', 'polaris/livenessProbeMissing', 'kubescape/C-0056'],
    reason: 'without it a process that hangs is never restarted',
    fix: 'set health.live',
    check: runningContainers(has('livenessProbe')),
  },
  {
    ids: ['kube-linter/liveness-port'],
    reason: 'a probe of a port that is not there restarts the pod for ever',
    fix: 'let health.live name a port of network.ports',
    check: mainContainers(declaresPortOf('livenessProbe')),
  },
  {
    ids: ['kube-linter/readiness-port'],
    reason: 'a probe of a port that is not there never lets the pod become ready',
    fix: 'let health.ready name a port of network.ports',
    check: mainContainers(declaresPortOf('readinessProbe')),
  },
  {
    ids: ['kube-linter/startup-port'],
    reason: 'a probe of a port that is not there never lets the pod start',
    fix: 'let health.startup name a port of network.ports',
    check: mainContainers(declaresPortOf('startupProbe')),
  },
]);
