import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Scaling } from '../service/types/scaling.js';
import type { Service } from '../service/types/service.js';
import { metadata } from './labels.js';
import { kubeObject } from './object.js';

const countOrPercent = (value: number | string): k8s.IntOrString =>
  typeof value === 'number' ? k8s.IntOrString.fromNumber(value) : k8s.IntOrString.fromString(value);

/** The number of pods; absent where an autoscaler owns it. */
export const replicas = ({ scaling }: Pick<Service, 'scaling'>): Pick<k8s.DeploymentSpec, 'replicas'> =>
  scaling.kind === 'fixed' ? { replicas: scaling.replicas } : {};

/** Spread over hosts and zones: preferred, so that a small cluster still runs all pods. */
export const spread = ({
  selector,
}: Pick<Service, 'selector'>): Pick<k8s.PodSpec, 'affinity' | 'topologySpreadConstraints'> => {
  const labelSelector = { matchLabels: selector };
  return {
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
  };
};

/** How a new version replaces the old one. */
export const strategy = ({ rollout }: Pick<Service, 'rollout'>) => ({
  minReadySeconds: rollout.minReadySeconds,
  progressDeadlineSeconds: rollout.deadlineSeconds,
  revisionHistoryLimit: rollout.history,
  strategy: {
    type: 'RollingUpdate',
    rollingUpdate: {
      maxSurge: countOrPercent(rollout.maxSurge),
      maxUnavailable: countOrPercent(rollout.maxUnavailable),
    },
  },
});

/** The autoscaler, with how fast it follows. */
export const autoscaler = (
  scope: Construct,
  id: string,
  service: Service,
  { min, max, targets, behavior }: Extract<Scaling, { kind: 'automatic' }>,
) =>
  kubeObject(k8s.KubeHorizontalPodAutoscalerV2, scope, id, {
    metadata: metadata(service, 'HorizontalPodAutoscaler'),
    spec: {
      minReplicas: min,
      maxReplicas: max,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: service.name },
      metrics: targets.map(({ resource, utilization }) => ({
        type: 'Resource',
        resource: { name: resource, target: { type: 'Utilization', averageUtilization: utilization } },
      })),
      behavior: {
        scaleUp: {
          stabilizationWindowSeconds: behavior.upAfter,
          policies: [{ type: 'Percent', value: behavior.upPercent, periodSeconds: behavior.period }],
        },
        scaleDown: {
          stabilizationWindowSeconds: behavior.downAfter,
          policies: [{ type: 'Pods', value: behavior.downPods, periodSeconds: behavior.period }],
        },
      },
    },
  });

/** How many pods may be away at once; pods that are broken anyway never hold a node back. */
export const disruptionBudget = (
  scope: Construct,
  id: string,
  service: Service,
  disruption: NonNullable<Service['disruption']>,
) =>
  kubeObject(k8s.KubePodDisruptionBudget, scope, id, {
    metadata: metadata(service, 'PodDisruptionBudget'),
    spec: {
      ...('maxUnavailable' in disruption
        ? { maxUnavailable: countOrPercent(disruption.maxUnavailable) }
        : { minAvailable: countOrPercent(disruption.minAvailable) }),
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: service.selector },
    },
  });
