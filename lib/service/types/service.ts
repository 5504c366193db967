import type { Definition } from '../../definition/index.js';
import type { Json } from '../../json.js';
import type { KubernetesVersion } from '../../platform/kubernetes-version.js';
import type { OwnConfigMap, OwnSecret, Volume } from './config.js';
import type { Container } from './container.js';
import type { Labels } from './labels.js';
import type { Metrics, PolicyRule, Routing, ServiceObject } from './network.js';
import type { Disruption, Scaling, Shutdown } from './scaling.js';

/** The facts of the cluster that a service is resolved for, as far as its objects depend on them. */
export interface EnvironmentFacts {
  readonly name: string;
  readonly kubernetes: KubernetesVersion;
  readonly local: boolean;
  readonly dns: { readonly namespace: string; readonly labels: Labels; readonly port: number };
}

/** A rule that is not followed, why, and the kinds of object that say so. */
export interface Waiver {
  readonly rule: string;
  readonly reason: string;
  /** the last day on which it holds; a choice by design has none */
  readonly expires?: string;
  readonly kinds: readonly string[] | 'all';
}

/** A change to one finished object (RFC 6902), laid on after everything else. */
export interface Patch {
  readonly target: { readonly kind: string; readonly name?: string };
  readonly operations: readonly {
    readonly op: 'add' | 'replace' | 'remove';
    readonly path: string;
    readonly value?: Json;
  }[];
}

/** One definition resolved for one environment: plain, readonly, nothing left to decide. */
export interface Service {
  readonly name: string;
  readonly team: { readonly name: string; readonly email?: string };
  readonly system: string;
  readonly component: string;
  readonly version: string;
  readonly description?: string;
  readonly links: Labels;
  readonly environment: EnvironmentFacts;
  readonly namespace: string;
  readonly labels: Labels;
  readonly podLabels: Labels;
  readonly selector: Labels;
  /** what people want to know of it; on the workload only, so that a changed word does not restart pods */
  readonly about: Labels;
  readonly annotations: Labels;
  readonly podAnnotations: Labels;
  readonly workload: Definition['workload'];
  readonly build?: NonNullable<Definition['build']>;
  readonly image: { readonly repository: string; readonly tag?: string; readonly digest?: string };
  readonly container: Container;
  /** what runs before it in every pod, in order, each until it ends */
  readonly initContainers: readonly Container[];
  readonly volumes: readonly Volume[];
  readonly configMaps: readonly OwnConfigMap[];
  readonly secret?: OwnSecret;
  readonly services: readonly ServiceObject[];
  readonly routing?: Routing;
  readonly policy: { readonly ingress: readonly PolicyRule[]; readonly egress: readonly PolicyRule[] };
  readonly scaling: Scaling;
  readonly disruption?: Disruption;
  readonly rollout: {
    readonly maxSurge: number | string;
    readonly maxUnavailable: number | string;
    readonly minReadySeconds: number;
    readonly deadlineSeconds: number;
    readonly history: number;
  };
  readonly shutdown: Shutdown;
  readonly server?: NonNullable<Definition['server']>;
  readonly config: Definition['config'];
  readonly logs?: NonNullable<Definition['observability']['logs']>;
  readonly metrics?: Metrics;
  readonly security: Definition['security'];
  readonly serviceAccount: {
    readonly name: string;
    readonly own: boolean;
    readonly annotations: Labels;
    readonly token: boolean;
  };
  readonly imagePullSecrets: readonly string[];
  readonly priorityClass?: string;
  readonly dependencies: Definition['dependencies'];
  readonly waivers: readonly Waiver[];
  readonly patches: readonly Patch[];
}
