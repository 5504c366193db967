import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { OwnedNamespace, PlatformEnvironment } from '../service/namespaces.js';

/** Keeps a namespace, and all that others have in it, when its last service is gone: people remove it, not a sync. */
const kept = {
  'argocd.argoproj.io/sync-options': 'Prune=false',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};

const labels = { 'app.kubernetes.io/managed-by': 'slipway' };

const namespace = (scope: Construct, { name, labels: own, defaultDeny, quota }: OwnedNamespace) => {
  new k8s.KubeNamespace(scope, `namespace-${name}`, { metadata: { name, labels: own, annotations: kept } });
  if (defaultDeny)
    new k8s.KubeNetworkPolicy(scope, `default-deny-${name}`, {
      metadata: { name: 'default-deny', namespace: name, labels },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
  if (quota.length > 0)
    new k8s.KubeResourceQuota(scope, `quota-${name}`, {
      metadata: { name: 'quota', namespace: name, labels },
      spec: { hard: Object.fromEntries(quota.map(([resource, most]) => [resource, k8s.Quantity.fromString(most)])) },
    });
};

/** What the platform itself needs in one environment: namespaces with Pod Security labels, default-deny policies, quotas. */
export class PlatformChart extends Chart {
  readonly environment: string;
  readonly outputFile: string;

  constructor(scope: Construct, { name, namespaces }: PlatformEnvironment) {
    super(scope, `${name}._platform`, { disableResourceNameHashes: true });
    this.environment = name;
    this.outputFile = `${name}/_platform.k8s.yaml`;
    for (const one of namespaces) namespace(this, one);
  }
}
