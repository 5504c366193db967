import { manifests } from '../../lib/testing.js';
import type { Fixture, Fixtures } from './fixture.js';

/** What the suite reads of the manifests of a service. */
export interface Promised {
  readonly pod: {
    readonly securityContext: { readonly runAsUser: number; readonly runAsGroup: number };
    readonly terminationGracePeriodSeconds: number;
    readonly containers: readonly [Container];
  };
  readonly labels: Readonly<Record<string, string>>;
  /** port and target port of the Service, by name */
  readonly servicePorts: readonly { readonly name: string; readonly targetPort: string | number }[];
}

interface Container {
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number; readonly protocol?: string }[];
  readonly readinessProbe: {
    readonly httpGet: { readonly path: string; readonly port: string | number };
    readonly periodSeconds: number;
    readonly timeoutSeconds: number;
    readonly failureThreshold: number;
  };
  readonly resources: { readonly limits: Readonly<Record<string, string>> };
  readonly securityContext: {
    readonly readOnlyRootFilesystem: boolean;
    readonly allowPrivilegeEscalation: boolean;
    readonly capabilities: { readonly drop: readonly string[] };
  };
  readonly volumeMounts?: readonly { readonly mountPath: string; readonly readOnly?: boolean }[];
}

/** What the production manifests of a service promise of its container. */
export const promised = ({ workspace }: Fixtures, { input }: Fixture): Promised => {
  const { platform, images } = workspace;
  const objects = manifests(input, 'production', { platform, images });
  const plain = JSON.parse(JSON.stringify(objects)) as readonly {
    readonly kind: string;
    readonly metadata: { readonly labels: Readonly<Record<string, string>> };
    readonly spec: { readonly template: { readonly spec: Promised['pod'] }; readonly ports: Promised['servicePorts'] };
  }[];
  const deployment = plain.find(({ kind }) => kind === 'Deployment');
  const service = plain.find(({ kind }) => kind === 'Service');
  if (deployment === undefined || service === undefined) throw new Error('there is no Deployment or no Service');
  return {
    pod: deployment.spec.template.spec,
    labels: deployment.metadata.labels,
    servicePorts: service.spec.ports,
  };
};
