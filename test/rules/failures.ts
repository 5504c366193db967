import { add, all, asCronJob, asJob, asStatefulSet, type Change, container, drop, pod, set } from './golden.js';

const security = (path: string, value: unknown) => container(`securityContext/${path}`, value);
const hostPath = (path: string) => pod('volumes/1', { name: 'node', hostPath: { path } });
const pdb = (path: string, value: unknown) => set('PodDisruptionBudget', `spec/${path}`, value);
const hpa = (path: string, value: unknown) => set('HorizontalPodAutoscaler', `spec/${path}`, value);
const service = (path: string, value: unknown) => set('Service', `spec/${path}`, value);
const unlabelled = set('Deployment', 'spec/template/metadata/labels', { else: 'where' });
const literal = (name: string, value: string) => container('env/2', { name, value });
const withoutScaler = drop('HorizontalPodAutoscaler');

const role = (kind: string, resource: string, verb: string, name = 'orders') =>
  add(kind, name, {
    ...(kind === 'ClusterRole' ? { metadata: { namespace: undefined } } : {}),
    rules: [{ apiGroups: [resource === '*' ? '*' : ''], resources: [resource], verbs: [verb] }],
  });
const binding = (kind: string, roleKind: string, name = 'orders') =>
  add(kind, 'orders', {
    ...(kind === 'ClusterRoleBinding' ? { metadata: { namespace: undefined } } : {}),
    roleRef: { kind: roleKind, name },
    subjects: [{ kind: 'ServiceAccount', name: 'orders', namespace: 'shop' }],
  });
const grant = (resource: string, verb: string) => all(role('Role', resource, verb), binding('RoleBinding', 'Role'));

/** For every rule a change of the golden objects that it must report. */
export const failures: readonly (readonly [ids: readonly string[], change: Change])[] = [
  [
    [
      'pss/privileged',
      'kube-score/container-security-context-privileged',
      'kube-linter/privileged-container',
      'polaris/runAsPrivileged',
      'kubescape/C-0057',
    ],
    security('privileged', true),
  ],
  [
    ['pss/hostNamespaces', 'kube-linter/host-network', 'polaris/hostNetworkSet', 'kubescape/C-0041'],
    pod('hostNetwork', true),
  ],
  [['kube-linter/host-pid', 'polaris/hostPIDSet', 'kubescape/C-0038'], pod('hostPID', true)],
  [['kube-linter/host-ipc', 'polaris/hostIPCSet'], pod('hostIPC', true)],
  [['pss/hostPathVolumes', 'pss/restrictedVolumes', 'polaris/hostPathSet', 'kubescape/C-0048'], hostPath('/data')],
  [['kube-linter/docker-sock', 'kubescape/C-0074'], hostPath('/var/run/docker.sock')],
  [['kube-linter/sensitive-host-mounts'], hostPath('/proc')],
  [['kubescape/C-0020'], hostPath('/etc/kubernetes/azure.json')],
  [
    ['kube-linter/writable-host-mount', 'kubescape/C-0045'],
    all(hostPath('/data'), container('volumeMounts/1', { name: 'node', mountPath: '/data' })),
  ],
  [['pss/hostPorts', 'polaris/hostPortSet', 'kubescape/C-0044'], container('ports/0/hostPort', 8080)],
  [['pss/hostProbesAndhostLifecycle'], container('livenessProbe/httpGet/host', '10.0.0.1')],
  [['pss/appArmorProfile'], security('appArmorProfile', { type: 'Unconfined' })],
  [['pss/seLinuxOptions'], pod('securityContext/seLinuxOptions', { type: 'spc_t' })],
  [
    ['pss/procMount_baseline', 'pss/procMount_restricted', 'polaris/procMount', 'kube-linter/unsafe-proc-mount'],
    security('procMount', 'Unmasked'),
  ],
  [['pss/sysctls', 'kubescape/C-0211'], pod('securityContext/sysctls', [{ name: 'kernel.msgmax', value: '1' }])],
  [['kube-linter/unsafe-sysctls'], pod('securityContext/sysctls', [{ name: 'net.ipv4.tcp_syncookies', value: '1' }])],
  [['pss/windowsHostProcess', 'polaris/hostProcess'], pod('securityContext/windowsOptions', { hostProcess: true })],
  [['pss/seccompProfile_baseline', 'pss/seccompProfile_restricted'], security('seccompProfile/type', 'Unconfined')],
  [
    ['kube-score/container-seccomp-profile', 'kubescape/C-0055', 'kubescape/C-0210'],
    all(security('seccompProfile', undefined), pod('securityContext/seccompProfile', undefined)),
  ],
  [
    ['polaris/linuxHardening'],
    all(
      security('seccompProfile', undefined),
      pod('securityContext/seccompProfile', undefined),
      security('capabilities', undefined),
    ),
  ],
  [
    ['pss/capabilities_baseline', 'polaris/dangerousCapabilities', 'kubescape/C-0046'],
    security('capabilities/add', ['SYS_ADMIN']),
  ],
  [
    ['pss/capabilities_restricted', 'polaris/insecureCapabilities', 'kube-linter/drop-net-raw-capability'],
    security('capabilities/drop', ['CHOWN']),
  ],
  [
    [
      'pss/allowPrivilegeEscalation',
      'kube-linter/privilege-escalation-container',
      'polaris/privilegeEscalationAllowed',
      'kubescape/C-0016',
    ],
    security('allowPrivilegeEscalation', undefined),
  ],
  [
    [
      'kube-score/container-security-context-readonlyrootfilesystem',
      'kube-linter/no-read-only-root-fs',
      'polaris/notReadOnlyRootFilesystem',
      'kubescape/C-0017',
    ],
    security('readOnlyRootFilesystem', undefined),
  ],
  [['pss/runAsNonRoot'], security('runAsNonRoot', false)],
  [
    ['pss/runAsUser', 'kube-linter/run-as-non-root', 'polaris/runAsRootAllowed', 'kubescape/C-0013'],
    security('runAsUser', 0),
  ],
  [['kube-score/container-security-context-user-group-id'], pod('securityContext/runAsGroup', 1000)],
  [['kubescape/C-0062'], container('command', ['sudo', '/app'])],

  [
    ['kube-score/container-resources', 'kubescape/C-0009', 'kubescape/C-0050'],
    container('resources/limits/cpu', undefined),
  ],
  [
    ['kube-score/container-ephemeral-storage-request-and-limit'],
    container('resources/limits/ephemeral-storage', undefined),
  ],
  [
    ['kube-linter/unset-cpu-requirements', 'polaris/cpuRequestsMissing', 'kubescape/C-0268'],
    container('resources/requests/cpu', undefined),
  ],
  [
    ['kube-linter/unset-memory-requirements', 'polaris/memoryLimitsMissing', 'kubescape/C-0271', 'kubescape/C-0004'],
    container('resources/limits/memory', undefined),
  ],
  [['polaris/cpuLimitsMissing', 'kubescape/C-0270'], container('resources/limits/cpu', undefined)],
  [['polaris/memoryRequestsMissing', 'kubescape/C-0269'], container('resources/requests/memory', undefined)],

  [
    ['kube-score/container-image-tag', 'kube-linter/latest-tag', 'polaris/tagNotSpecified', 'kubescape/C-0306'],
    container('image', 'registry.example.com/acme/orders:latest'),
  ],
  [
    ['kube-score/container-image-pull-policy', 'polaris/pullPolicyNotAlways'],
    container('imagePullPolicy', 'IfNotPresent'),
  ],
  [['kubescape/C-0075'], all(container('image', 'orders:latest'), container('imagePullPolicy', 'IfNotPresent'))],

  [
    ['kube-score/pod-probes', 'kube-linter/no-readiness-probe', 'polaris/readinessProbeMissing', 'kubescape/C-0018'],
    container('readinessProbe', undefined),
  ],
  [
    ['kube-linter/no-liveness-probe', 'polaris/livenessProbeMissing', 'kubescape/C-0056'],
    container('livenessProbe', undefined),
  ],
  [['kube-score/pod-probes-identical'], container('livenessProbe/httpGet/path', '/readyz')],
  [['kube-linter/liveness-port'], container('livenessProbe/httpGet/port', 'admin')],
  [['kube-linter/readiness-port'], container('readinessProbe/httpGet/port', 9999)],
  [['kube-linter/startup-port'], container('startupProbe/httpGet/port', 'admin')],

  [['kube-linter/env-var-secret', 'polaris/sensitiveContainerEnvVar'], literal('SECRET_NAME', 'orders')],
  [['kubescape/C-0012', 'kubescape/C-0259'], literal('CACHE_KEY_PREFIX', 'orders')],
  [['polaris/sensitiveConfigmapContent'], set('ConfigMap', 'data/DB_PASSWORD_FILE', '/run/password')],
  [
    ['kubescape/C-0207', 'kube-linter/read-secret-from-env-var'],
    container('env/2', { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'orders', key: 'password' } } }),
  ],
  [
    ['kube-score/environment-variable-key-duplication', 'kube-linter/duplicate-env-var', 'kubescape/C-0295'],
    literal('GOMEMLIMIT', '1GiB'),
  ],
  [
    ['kube-linter/env-value-from'],
    container('env/2', { name: 'PORT', valueFrom: { configMapKeyRef: { name: 'orders-config-7c1e', key: 'PORT' } } }),
  ],

  [['kube-linter/ssh-port', 'kube-linter/privileged-ports'], container('ports/0/containerPort', 22)],
  [['kube-linter/invalid-target-ports'], service('ports/0/targetPort', 'Not_A_Port')],
  [['kube-score/container-ports-check'], container('ports/1/name', 'http')],
  [
    ['kube-score/service-targets-pod', 'kube-linter/dangling-service', 'kubescape/C-0293'],
    service('selector', { app: 'carts' }),
  ],
  [['kube-score/service-type', 'kube-linter/exposed-services'], service('type', 'NodePort')],
  [['kubescape/C-0042'], service('ports/0/port', 2222)],
  [
    ['kube-score/ingress-targets-service', 'kube-linter/dangling-ingress', 'kubescape/C-0298'],
    set('Ingress', 'spec/rules/0/http/paths/0/backend/service/port/name', 'admin'),
  ],
  [['polaris/tlsSettingsMissing', 'kubescape/C-0263'], set('Ingress', 'spec/tls', undefined)],
  [
    ['kubescape/C-0302'],
    add('HTTPRoute', 'orders', { spec: { rules: [{ backendRefs: [{ name: 'carts', port: 80 }] }] } }),
  ],
  [['kube-linter/dangling-servicemonitor'], set('ServiceMonitor', 'spec/selector/matchLabels', { app: 'carts' })],

  [
    ['kube-score/pod-networkpolicy', 'kubescape/C-0030', 'polaris/missingNetworkPolicy'],
    set('NetworkPolicy', 'spec/policyTypes', ['Ingress']),
  ],
  [['kube-linter/non-isolated-pod', 'kubescape/C-0260', 'kubescape/C-0049', 'kubescape/C-0054'], drop('NetworkPolicy')],
  [
    ['kube-score/networkpolicy-targets-pod', 'kube-linter/dangling-networkpolicy', 'kubescape/C-0299'],
    set('NetworkPolicy', 'spec/podSelector/matchLabels', { app: 'carts' }),
  ],
  [
    ['kube-linter/dangling-networkpolicypeer-podselector'],
    all(
      add('Pod', 'carts', { metadata: { labels: { app: 'carts' } } }),
      set('NetworkPolicy', 'spec/ingress/0/from', [{ podSelector: { matchLabels: { app: 'cart' } } }]),
    ),
  ],

  [['kube-score/deployment-replicas'], all(withoutScaler, set('Deployment', 'spec/replicas', 1))],
  [
    ['polaris/deploymentMissingReplicas'],
    set('Deployment', 'metadata/annotations', { 'polaris.fairwinds.com/deploymentMissingReplicas-exempt': 'false' }),
  ],
  [['kube-linter/minimum-three-replicas'], all(withoutScaler, set('Deployment', 'spec/replicas', 2))],
  [['kube-score/deployment-targeted-by-hpa-does-not-have-replicas-configured'], set('Deployment', 'spec/replicas', 3)],
  [
    [
      'kube-score/horizontalpodautoscaler-has-target',
      'kube-linter/dangling-horizontalpodautoscaler',
      'kubescape/C-0300',
    ],
    hpa('scaleTargetRef/name', 'carts'),
  ],
  [
    [
      'kube-score/horizontalpodautoscaler-replicas',
      'polaris/hpaMinAvailability',
      'kube-linter/hpa-minimum-three-replicas',
    ],
    hpa('minReplicas', 1),
  ],
  [['polaris/hpaMaxAvailability'], hpa('maxReplicas', 3)],

  [
    ['kube-score/deployment-has-poddisruptionbudget', 'polaris/missingPodDisruptionBudget'],
    pdb('selector/matchLabels', { app: 'carts' }),
  ],
  [['kube-score/statefulset-has-poddisruptionbudget'], all(asStatefulSet, drop('PodDisruptionBudget'))],
  [['kube-score/poddisruptionbudget-has-policy'], pdb('maxUnavailable', undefined)],
  [['kube-linter/pdb-max-unavailable', 'polaris/pdbDisruptionsIsZero'], pdb('maxUnavailable', '0%')],
  [['kube-linter/pdb-min-available'], pdb('minAvailable', 3)],
  [['polaris/pdbMinAvailableGreaterThanHPAMinReplicas'], pdb('minAvailable', 4)],
  [['kube-linter/pdb-unhealthy-pod-eviction-policy'], pdb('unhealthyPodEvictionPolicy', undefined)],

  [['kube-score/deployment-has-host-podantiaffinity'], pod('affinity', undefined)],
  [['kube-score/statefulset-has-host-podantiaffinity'], all(pod('affinity', undefined), asStatefulSet)],
  [
    ['kube-linter/no-anti-affinity'],
    all(pod('affinity', undefined), withoutScaler, set('Deployment', 'spec/replicas', 2)),
  ],
  [['kube-score/pod-topology-spread-constraints'], pod('topologySpreadConstraints/0/labelSelector', undefined)],
  [['polaris/topologySpreadConstraint'], pod('topologySpreadConstraints', [])],
  [['polaris/priorityClassNotSet'], set('Deployment', 'metadata/annotations', {})],
  [
    ['kube-score/deployment-strategy', 'kube-linter/no-rolling-update-strategy', 'kubescape/C-0305'],
    set('Deployment', 'spec/strategy', { type: 'Recreate' }),
  ],
  [['kube-linter/restart-policy'], pod('restartPolicy', undefined)],

  [['kube-score/cronjob-has-deadline'], all(asCronJob, set('CronJob', 'spec/startingDeadlineSeconds', undefined))],
  [
    ['kube-score/cronjob-restartpolicy'],
    all(asCronJob, set('CronJob', 'spec/jobTemplate/spec/template/spec/restartPolicy', 'Always')),
  ],
  [['kube-linter/job-ttl-seconds-after-finished'], all(asJob, set('Job', 'spec/ttlSecondsAfterFinished', undefined))],
  [['kube-score/statefulset-has-servicename'], all(asStatefulSet, set('StatefulSet', 'spec/serviceName', 'carts'))],
  [['kubescape/C-0073'], add('Pod', 'alone')],

  [['kube-score/label-values'], set('Deployment', 'metadata/labels/app', 'no spaces')],
  [
    ['kube-score/stable-version', 'kube-linter/no-extensions-v1beta'],
    set('Ingress', 'apiVersion', 'extensions/v1beta1'),
  ],
  [['kubescape/C-0076', 'kubescape/C-0077'], unlabelled],
  [['polaris/metadataAndInstanceMismatched'], set('Deployment', 'metadata/name', 'orders-c8a1')],
  [
    [
      'kube-linter/mismatching-selector',
      'kubescape/C-0296',
      'kube-score/deployment-pod-selector-labels-match-template-metadata-labels',
    ],
    unlabelled,
  ],
  [['kube-score/statefulset-pod-selector-labels-match-template-metadata-labels'], all(unlabelled, asStatefulSet)],
  [
    ['kube-linter/use-namespace', 'kubescape/C-0061', 'kubescape/C-0209', 'kubescape/C-0212'],
    set('Deployment', 'metadata/namespace', 'default'),
  ],

  [['kube-linter/deprecated-service-account-field', 'kubescape/C-0294'], pod('serviceAccount', 'orders')],
  [['kube-linter/default-service-account'], pod('serviceAccountName', undefined)],
  [['kube-linter/non-existent-service-account', 'kubescape/C-0307'], drop('ServiceAccount')],
  [['polaris/automountServiceAccountToken', 'kubescape/C-0261'], pod('automountServiceAccountToken', undefined)],
  [['kubescape/C-0034'], set('ServiceAccount', 'automountServiceAccountToken', true)],
  [['kubescape/C-0053'], grant('configmaps', 'get')],

  [
    ['polaris/rolePodExecAttach', 'polaris/rolebindingRolePodExecAttach', 'kubescape/C-0002'],
    grant('pods/exec', 'create'),
  ],
  [
    ['polaris/clusterrolePodExecAttach', 'polaris/rolebindingClusterRolePodExecAttach'],
    all(role('ClusterRole', 'pods/attach', 'get'), binding('RoleBinding', 'ClusterRole')),
  ],
  [
    ['polaris/clusterrolebindingPodExecAttach'],
    all(role('ClusterRole', 'pods/exec', 'create'), binding('ClusterRoleBinding', 'ClusterRole')),
  ],
  [
    [
      'polaris/clusterrolebindingClusterAdmin',
      'kube-linter/cluster-admin-role-binding',
      'kubescape/C-0035',
      'kubescape/C-0272',
    ],
    binding('ClusterRoleBinding', 'ClusterRole', 'cluster-admin'),
  ],
  [['polaris/rolebindingClusterAdminClusterRole'], binding('RoleBinding', 'ClusterRole', 'cluster-admin')],
  [['polaris/rolebindingClusterAdminRole', 'kube-linter/wildcard-in-rules'], grant('*', '*')],
  [['kube-linter/access-to-create-pods'], grant('deployments', 'create')],
  [['kube-linter/access-to-secrets', 'kubescape/C-0015'], grant('secrets', 'list')],
  [['kubescape/C-0007'], grant('pods', 'delete')],
  [['kubescape/C-0031'], grant('events', 'delete')],
  [['kubescape/C-0063'], grant('pods/portforward', 'create')],
  [['kubescape/C-0065'], grant('users', 'impersonate')],
];
