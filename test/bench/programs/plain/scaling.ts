import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';

/** How many pods a service has, and how many may be away. */
export function scaling(chart: Chart, name: string): void {
  new k8s.KubeHorizontalPodAutoscalerV2(chart, 'autoscaler', {
    metadata: { name },
    spec: {
      behavior: {
        scaleDown: { policies: [{ periodSeconds: 60, type: 'Pods', value: 1 }], stabilizationWindowSeconds: 300 },
        scaleUp: { policies: [{ periodSeconds: 60, type: 'Percent', value: 100 }], stabilizationWindowSeconds: 0 },
      },
      maxReplicas: 10,
      metrics: [
        { resource: { name: 'cpu', target: { averageUtilization: 70, type: 'Utilization' } }, type: 'Resource' },
      ],
      minReplicas: 3,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
    },
  });
  new k8s.KubePodDisruptionBudget(chart, 'budget', {
    metadata: { name },
    spec: {
      maxUnavailable: k8s.IntOrString.fromNumber(1),
      selector: { matchLabels: { 'app.kubernetes.io/instance': name, 'app.kubernetes.io/name': name } },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  });
}
