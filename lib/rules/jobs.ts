import { namespaceOf, type ObjectSet } from './object-set.js';
import type { Pod } from './pods.js';
import { must, type Problem, unless } from './problem.js';
import { catalogue } from './rule.js';
import { objects, podsOf, workloads } from './scopes.js';
import { hasLabels } from './selectors.js';
import { at, fieldsAt, isSet, listAt, show, textAt } from './values.js';

const headlessService = ({ object, labels }: Pod, set: ObjectSet): readonly Problem[] => {
  const name = textAt(object, 'spec.serviceName');
  const service = set.find('Service', namespaceOf(object), name ?? '');
  return unless(
    at(service, 'spec.clusterIP') === 'None' && hasLabels(labels, fieldsAt(service, 'spec.selector')),
    'spec.serviceName',
    `serviceName is ${show(name)}, must be a headless Service that selects the pods`,
  );
};

/** What only some kinds of workload have: CronJob, Job, StatefulSet and Pod. */
export const jobs = catalogue([
  {
    ids: ['kube-score/cronjob-has-deadline'],
    reason: 'without a deadline a run that was missed long ago still starts',
    fix: 'set workload.startingDeadline',
    check: objects(['CronJob'], (cron) => must(cron, 'spec.startingDeadlineSeconds', 'set', isSet)),
  },
  {
    ids: ['kube-score/cronjob-restartpolicy'],
    reason: 'the API server refuses a job that always restarts',
    fix: 'leave restartPolicy to the kit, or remove the patch that changes it',
    check: podsOf(['CronJob'], ({ spec }) =>
      must(spec, 'restartPolicy', 'Never or OnFailure', (policy) => policy === 'Never' || policy === 'OnFailure'),
    ),
  },
  {
    ids: ['kube-linter/job-ttl-seconds-after-finished'],
    reason: 'a finished job stays for ever unless something removes it, and two things that do contradict each other',
    fix: 'let a CronJob keep finished jobs by workload.history, and give a Job a time to live',
    check: (set) => [
      ...objects(['Job'], (job) => must(job, 'spec.ttlSecondsAfterFinished', 'set', isSet))(set),
      ...objects(['CronJob'], (cron) =>
        must(cron, 'spec.jobTemplate.spec.ttlSecondsAfterFinished', 'left to the history limits', (ttl) => !isSet(ttl)),
      )(set),
    ],
  },
  {
    ids: ['kube-score/statefulset-has-servicename'],
    reason: 'without its headless Service the pods have no names',
    fix: 'set network.service.type to Headless',
    check: workloads(['StatefulSet'], headlessService),
  },
  {
    ids: ['kubescape/C-0073'],
    reason: 'a pod without a controller is not made again when its node is gone',
    fix: 'replace the Pod by a workload',
    check: objects(['Pod'], (pod) =>
      unless(listAt(pod, 'metadata.ownerReferences').length > 0, 'kind', 'kind is Pod, must be made by a controller'),
    ),
  },
]);
