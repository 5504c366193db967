import { expect, test } from 'vitest';
import { cronJob, deployment } from '../../lib/kubernetes/workload.js';
import type { Service } from '../../lib/service.js';
import { daily, orders, rendered } from '../support/service.js';

const deployed = (changes: Partial<Service> = {}) =>
  rendered((scope) => deployment(scope, 'workload', { ...orders, ...changes }))[0];

test('a Deployment is complete, and says what people want to know of it', () => {
  const object = deployed({ about: { email: 'sales@example.com' }, annotations: { a: 'b' } });
  expect(object).toMatchObject({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'orders', namespace: 'shop', annotations: { a: 'b', email: 'sales@example.com' } },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'orders' } },
      template: { metadata: { labels: { app: 'orders', tier: 'pod' } } },
    },
  });
  expect(Object.keys(Object(object).spec.template.spec).sort()).toEqual([
    'affinity',
    'automountServiceAccountToken',
    'containers',
    'enableServiceLinks',
    'restartPolicy',
    'securityContext',
    'serviceAccountName',
    'terminationGracePeriodSeconds',
    'topologySpreadConstraints',
  ]);
  expect(Object.keys(Object(object).spec.template.spec.containers[0]).sort()).toEqual([
    'image',
    'imagePullPolicy',
    'name',
    'ports',
    'resources',
    'securityContext',
  ]);
});

test('a command, arguments and a working folder stand in the container only where they are said', () => {
  const container = { ...orders.container, command: ['/run'], args: ['-v', ''], workingDir: '/srv' };
  expect(deployed({ container })).toHaveProperty('spec.template.spec.containers[0].command', ['/run']);
  expect(deployed({ container })).toHaveProperty('spec.template.spec.containers[0].args', ['-v', '']);
  expect(deployed({ container })).toHaveProperty('spec.template.spec.containers[0].workingDir', '/srv');
});

test('pods go where the definition and the platform want them', () => {
  const tolerations = [{ operator: 'Exists' }, { key: 'gpu', operator: 'Equal', value: 'a', effect: 'NoSchedule' }];
  const workload = { ...orders.workload, nodeSelector: { disk: 'ssd' }, tolerations } as Service['workload'];
  const object = deployed({ workload, priorityClass: 'high', imagePullSecrets: ['registry'] });
  expect(Object(object).spec.template.spec).toMatchObject({
    nodeSelector: { disk: 'ssd' },
    tolerations,
    priorityClassName: 'high',
    imagePullSecrets: [{ name: 'registry' }],
  });
});

test('a CronJob starts pods that end, are not spread, and are not restarted for ever', () => {
  const [object] = rendered((scope) => cronJob(scope, 'workload', orders, daily));
  expect(object).toMatchObject({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    spec: {
      schedule: '@daily',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 300,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
      suspend: false,
      jobTemplate: { spec: { activeDeadlineSeconds: 1800, backoffLimit: 2 } },
    },
  });
  const pod = Object(object).spec.jobTemplate.spec.template.spec;
  expect(pod.restartPolicy).toBe('Never');
  expect(pod).not.toHaveProperty('affinity');
  expect(pod).not.toHaveProperty('topologySpreadConstraints');
});

test('what runs before the program is rendered as it is, and stands before it', () => {
  const { probes, ports, ...same } = orders.container;
  const init = { ...same, ports: [], probes: {}, name: 'migrate', args: ['migrate'] };
  const object = deployed({
    initContainers: [init],
    container: { ...orders.container, preStopSleepSeconds: 5 },
  });
  const { initContainers, containers } = Object(object).spec.template.spec;
  const { ports: _, lifecycle, ...program } = containers[0];
  expect(lifecycle).toEqual({ preStop: { sleep: { seconds: 5 } } });
  expect(initContainers).toEqual([{ ...program, name: 'migrate', args: ['migrate'] }]);
});
