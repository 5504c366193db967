import { expect, test } from 'vitest';
import { autoscaler, disruptionBudget, replicas, spread, strategy } from '../../lib/kubernetes/scaling.js';
import { orders, plain, rendered } from '../support/service.js';

const automatic = {
  kind: 'automatic',
  min: 3,
  max: 10,
  targets: [
    { resource: 'cpu', utilization: 70 },
    { resource: 'memory', utilization: 80 },
  ],
  behavior: { upAfter: 0, downAfter: 300, upPercent: 100, downPods: 2, period: 60 },
} as const;

test('the number of pods is left out where an autoscaler owns it', () => {
  expect(replicas({ scaling: { kind: 'fixed', replicas: 0 } })).toEqual({ replicas: 0 });
  expect(replicas({ scaling: automatic })).toEqual({});
});

test('pods are spread over hosts and zones by their own selector, and run even where that cannot be', () => {
  const labelSelector = { matchLabels: { app: 'orders' } };
  expect(spread(orders)).toEqual({
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector } },
        ],
      },
    },
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector },
    ],
  });
});

test('a rollout counts in numbers or in percent', () => {
  const rollout = { ...orders.rollout, maxSurge: '25%', maxUnavailable: 0 };
  expect(plain(strategy({ rollout }))).toEqual({
    minReadySeconds: 5,
    progressDeadlineSeconds: 300,
    revisionHistoryLimit: 5,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
  });
});

test('an autoscaler aims at shares of the request, and follows at the pace that is said', () => {
  const [object] = rendered((scope) => autoscaler(scope, 'autoscaler', orders, automatic));
  expect(object).toEqual({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'orders', namespace: 'shop', labels: { app: 'orders' } },
    spec: {
      minReplicas: 3,
      maxReplicas: 10,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'orders' },
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
        { type: 'Resource', resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 80 } } },
      ],
      behavior: {
        scaleUp: {
          stabilizationWindowSeconds: 0,
          policies: [{ type: 'Percent', value: 100, periodSeconds: 60 }],
        },
        scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: 'Pods', value: 2, periodSeconds: 60 }] },
      },
    },
  });
});

test.each([
  [{ maxUnavailable: 1 }, 'maxUnavailable', 1],
  [{ maxUnavailable: '30%' }, 'maxUnavailable', '30%'],
  [{ minAvailable: 2 }, 'minAvailable', 2],
])('a budget of %j says just that, and never holds broken pods back', (disruption, field, value) => {
  const [object] = rendered((scope) => disruptionBudget(scope, 'budget', orders, disruption));
  expect(object).toMatchObject({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' });
  expect(object?.spec).toEqual({
    [field]: value,
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
    selector: { matchLabels: { app: 'orders' } },
  });
});
