import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';

const probe = (path: string, failureThreshold: number, periodSeconds: number, timeoutSeconds: number): k8s.Probe => ({
  failureThreshold,
  httpGet: { path, port: k8s.IntOrString.fromString('http'), scheme: 'HTTP' },
  periodSeconds,
  timeoutSeconds,
});

/** What the program and its migration share. */
const shared = (name: string) => ({
  image: `registry.example.com/acme/${name}:1.4.2@sha256:${'0123456789abcdef'.repeat(4)}`,
  imagePullPolicy: 'Always',
  env: [
    { name: 'GOMEMLIMIT', value: '460MiB' },
    { name: 'DB_PASSWORD_FILE', value: `/run/secrets/${name}/DB_PASSWORD` },
  ],
  envFrom: [{ configMapRef: { name: `${name}-config-ce45eaaef8` } }],
  resources: {
    limits: {
      cpu: k8s.Quantity.fromString('1'),
      'ephemeral-storage': k8s.Quantity.fromString('1Gi'),
      memory: k8s.Quantity.fromString('512Mi'),
    },
    requests: {
      cpu: k8s.Quantity.fromString('250m'),
      'ephemeral-storage': k8s.Quantity.fromString('1Gi'),
      memory: k8s.Quantity.fromString('256Mi'),
    },
  },
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    privileged: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  },
  volumeMounts: [
    { mountPath: '/etc/myapp', name: 'files-etc-myapp', readOnly: true },
    { mountPath: `/run/secrets/${name}`, name: 'secrets', readOnly: true },
    { mountPath: '/tmp', name: 'tmp' },
  ],
});

const container = (name: string): k8s.Container => ({
  ...shared(name),
  name,
  livenessProbe: probe('/health/live', 3, 10, 2),
  readinessProbe: probe('/health/ready', 2, 5, 2),
  startupProbe: probe('/health/live', 30, 2, 1),
  ports: [{ containerPort: 8080, name: 'http', protocol: 'TCP' }],
});

const pod = (name: string, selector: Record<string, string>): k8s.PodSpec => ({
  affinity: {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          podAffinityTerm: { labelSelector: { matchLabels: selector }, topologyKey: 'kubernetes.io/hostname' },
          weight: 100,
        },
      ],
    },
  },
  automountServiceAccountToken: false,
  containers: [container(name)],
  enableServiceLinks: false,
  initContainers: [{ ...shared(name), name: 'migrate', args: ['migrate'] }],
  priorityClassName: 'production',
  restartPolicy: 'Always',
  securityContext: {
    fsGroup: 65532,
    fsGroupChangePolicy: 'OnRootMismatch',
    runAsGroup: 65532,
    runAsNonRoot: true,
    runAsUser: 65532,
    seccompProfile: { type: 'RuntimeDefault' },
  },
  serviceAccountName: name,
  terminationGracePeriodSeconds: 30,
  topologySpreadConstraints: [
    {
      labelSelector: { matchLabels: selector },
      maxSkew: 1,
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: 'ScheduleAnyway',
    },
  ],
  volumes: [
    {
      configMap: { items: [{ key: 'config.yaml', mode: 292, path: 'config.yaml' }], name: `${name}-files` },
      name: 'files-etc-myapp',
    },
    {
      name: 'secrets',
      projected: {
        sources: [
          { secret: { items: [{ key: 'DB_PASSWORD', mode: 288, path: 'DB_PASSWORD' }], name: `${name}-secrets` } },
        ],
      },
    },
    { emptyDir: { sizeLimit: k8s.Quantity.fromString('64Mi') }, name: 'tmp' },
  ],
});

/** The Deployment of a service. */
export function deployment(chart: Chart, name: string, labels: Record<string, string>): void {
  const selector = { 'app.kubernetes.io/instance': name, 'app.kubernetes.io/name': name };
  new k8s.KubeDeployment(chart, 'deployment', {
    metadata: {
      name,
      annotations: {
        'a8r.io/description': 'Notes, kept in PostgreSQL and cached in Redis',
        'a8r.io/handbook': 'https://handbook.example.com/on-call',
        'a8r.io/owner': 'platform',
        'a8r.io/runbook': 'https://handbook.example.com/myapp',
        email: 'platform@example.com',
        'polaris.fairwinds.com/deploymentMissingReplicas-exempt': 'true',
        'polaris.fairwinds.com/sensitiveContainerEnvVar-exempt': 'true',
        'slipway.dev/waivers': 'polaris/deploymentMissingReplicas,polaris/sensitiveContainerEnvVar',
      },
    },
    spec: {
      minReadySeconds: 5,
      progressDeadlineSeconds: 300,
      revisionHistoryLimit: 5,
      selector: { matchLabels: selector },
      strategy: {
        rollingUpdate: { maxSurge: k8s.IntOrString.fromNumber(1), maxUnavailable: k8s.IntOrString.fromNumber(0) },
        type: 'RollingUpdate',
      },
      template: { metadata: { labels }, spec: pod(name, selector) },
    },
  });
}
