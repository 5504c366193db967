/** The kinds of objects in the order in which a cluster should receive them. */
const APPLY_ORDER: readonly string[] = [
  ...['Namespace', 'CustomResourceDefinition', 'PriorityClass', 'StorageClass', 'ResourceQuota', 'LimitRange'],
  ...['ServiceAccount', 'ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  ...['ConfigMap', 'ClusterSecretStore', 'SecretStore', 'Secret', 'SealedSecret', 'ExternalSecret'],
  ...['PersistentVolume', 'PersistentVolumeClaim', 'Service'],
  ...['Pod', 'ReplicaSet', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'],
  ...['HorizontalPodAutoscaler', 'VerticalPodAutoscaler', 'ScaledObject', 'PodDisruptionBudget', 'NetworkPolicy'],
  ...['Issuer', 'Certificate', 'Gateway', 'Ingress', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'],
  ...['ServiceMonitor', 'PodMonitor', 'PrometheusRule'],
];

const RANKS: ReadonlyMap<string, number> = new Map(APPLY_ORDER.map((kind, index) => [kind, index]));

/** The place of a kind in the apply order; a kind that the kit does not know comes last. */
export const applyRank = (kind: string): number => RANKS.get(kind) ?? APPLY_ORDER.length;

/** Kinds that stand in no namespace, so that their name alone tells them apart. */
const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  ...['Namespace', 'CustomResourceDefinition', 'PriorityClass', 'StorageClass', 'IngressClass', 'GatewayClass'],
  ...['RuntimeClass', 'ClusterRole', 'ClusterRoleBinding', 'PersistentVolume', 'APIService', 'CSIDriver', 'Node'],
  ...['ClusterSecretStore', 'ClusterExternalSecret', 'ClusterIssuer', 'ClusterPolicy'],
  ...['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
  ...['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
]);

/** Whether objects of a kind stand in no namespace, whatever namespace their chart gives them. */
export const isClusterScoped = (kind: string): boolean => CLUSTER_SCOPED.has(kind);
