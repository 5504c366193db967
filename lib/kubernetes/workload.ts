import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Container } from '../service/types/container.js';
import type { Service } from '../service/types/service.js';
import { environment } from './config.js';
import { probes } from './health.js';
import { metadata, podMetadata } from './labels.js';
import { containerPorts } from './network.js';
import { kubeObject } from './object.js';
import { resources } from './resources.js';
import { replicas, spread, strategy } from './scaling.js';
import { containerSecurity, podSecurity } from './security.js';
import { gracePeriod, preStop } from './shutdown.js';
import { mounts, volumes } from './volumes.js';

const container = (one: Container): k8s.Container => ({
  name: one.name,
  image: one.image,
  imagePullPolicy: one.imagePullPolicy,
  ...(one.command && { command: [...one.command] }),
  ...(one.args && { args: [...one.args] }),
  ...(one.workingDir !== undefined && { workingDir: one.workingDir }),
  ...environment(one),
  ...containerPorts(one),
  ...probes(one),
  ...resources(one),
  ...containerSecurity(one),
  ...mounts(one),
});

const placement = ({ workload }: Pick<Service, 'workload'>): Pick<k8s.PodSpec, 'nodeSelector' | 'tolerations'> => ({
  ...(Object.keys(workload.nodeSelector).length > 0 && { nodeSelector: workload.nodeSelector }),
  ...(workload.tolerations.length > 0 && { tolerations: workload.tolerations.map(toleration) }),
});

const toleration = ({ key, operator, value, effect }: Service['workload']['tolerations'][number]): k8s.Toleration => ({
  operator,
  ...(key !== undefined && { key }),
  ...(value !== undefined && { value }),
  ...(effect !== undefined && { effect }),
});

const pod = (service: Service): k8s.PodSpec => ({
  serviceAccountName: service.serviceAccount.name,
  automountServiceAccountToken: service.serviceAccount.token,
  enableServiceLinks: false,
  ...(service.priorityClass !== undefined && { priorityClassName: service.priorityClass }),
  ...(service.imagePullSecrets.length > 0 && { imagePullSecrets: service.imagePullSecrets.map((name) => ({ name })) }),
  ...gracePeriod(service),
  ...podSecurity(service),
  ...placement(service),
  ...(service.initContainers.length > 0 && { initContainers: service.initContainers.map(container) }),
  containers: [container(service.container)],
  ...volumes(service),
});

/** A Deployment: pods that run always. */
export const deployment = (scope: Construct, id: string, service: Service) => {
  const object = kubeObject(k8s.KubeDeployment, scope, id, {
    metadata: metadata(service, 'Deployment', { annotations: service.about }),
    spec: {
      ...replicas(service),
      ...strategy(service),
      selector: { matchLabels: service.selector },
      template: {
        metadata: podMetadata(service),
        spec: { ...pod(service), ...spread(service), restartPolicy: 'Always' },
      },
    },
  });
  preStop(object, service.container);
  return object;
};

/** A CronJob: a pod that runs on a schedule and ends. */
export const cronJob = (
  scope: Construct,
  id: string,
  service: Service,
  cron: Extract<Service['workload'], { kind: 'cron' }>,
) =>
  kubeObject(k8s.KubeCronJob, scope, id, {
    metadata: metadata(service, 'CronJob', { annotations: service.about }),
    spec: {
      schedule: cron.schedule,
      timeZone: cron.timeZone,
      concurrencyPolicy: cron.concurrency,
      startingDeadlineSeconds: cron.startingDeadline,
      successfulJobsHistoryLimit: cron.history.succeeded,
      failedJobsHistoryLimit: cron.history.failed,
      suspend: cron.suspend,
      jobTemplate: {
        metadata: { labels: service.labels },
        spec: {
          activeDeadlineSeconds: cron.deadline,
          backoffLimit: cron.retries,
          template: { metadata: podMetadata(service), spec: { ...pod(service), restartPolicy: 'Never' } },
        },
      },
    },
  });
