import type { Quantity } from '../../definition/quantity.js';

/** A port of the container and how the Service offers it. */
export interface Port {
  readonly name: string;
  readonly port: number;
  readonly servicePort: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  readonly appProtocol?: string;
}

/** One environment variable: a literal, or where its value comes from. */
export type Variable = { readonly name: string } & (
  | { readonly kind: 'literal'; readonly value: string }
  | {
      readonly kind: 'secretKey' | 'configMapKey';
      readonly object: string;
      readonly key: string;
      readonly optional: boolean;
    }
  | { readonly kind: 'field'; readonly path: string }
  | { readonly kind: 'resource'; readonly resource: string; readonly divisor: string }
);

/** All keys of a ConfigMap or Secret as variables. */
export interface VariableSource {
  readonly kind: 'configMap' | 'secret';
  readonly name: string;
  readonly prefix?: string;
  readonly optional: boolean;
}

/** Where a volume is seen in the container. */
export interface Mount {
  readonly volume: string;
  readonly path: string;
  readonly readOnly: boolean;
}

/** How a probe asks. */
export type ProbeCheck =
  | {
      readonly kind: 'http';
      readonly path: string;
      readonly port: string;
      readonly scheme: 'HTTP' | 'HTTPS';
      readonly headers: readonly { readonly name: string; readonly value: string }[];
    }
  | { readonly kind: 'grpc'; readonly port: number; readonly portName: string; readonly service?: string }
  | { readonly kind: 'tcp'; readonly port: string }
  | { readonly kind: 'exec'; readonly command: readonly string[] };

/** A probe with all of its timings, in seconds. */
export interface Probe {
  readonly check: ProbeCheck;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
  readonly successThreshold?: number;
}

/** The three probes; absent ones are not asked. */
export interface Probes {
  readonly startup?: Probe;
  readonly live?: Probe;
  readonly ready?: Probe;
}

/** What a container may use; no processor limit is an absent one. */
export interface ContainerResources {
  readonly cpu: { readonly request: Quantity; readonly limit?: Quantity };
  readonly memory: { readonly request: Quantity; readonly limit: Quantity };
  readonly storage: { readonly request: Quantity; readonly limit: Quantity };
}

/** One container of the pod, complete. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly imagePullPolicy: 'Always' | 'IfNotPresent';
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly workingDir?: string;
  readonly ports: readonly Port[];
  readonly variables: readonly Variable[];
  readonly variableSources: readonly VariableSource[];
  readonly resources: ContainerResources;
  readonly probes: Probes;
  readonly mounts: readonly Mount[];
  readonly capabilities: readonly string[];
  readonly preStopSleepSeconds?: number;
}
