import type { Quantity } from '../../definition/quantity.js';
import type { Labels } from './labels.js';

/** A ConfigMap of the service's own. */
export interface OwnConfigMap {
  readonly name: string;
  readonly immutable: boolean;
  readonly data: Labels;
}

/** One key of the service's Secret and its place in the environment's store. */
export interface StoredSecret {
  readonly variable: string;
  readonly key: string;
  /** absent takes the whole value */
  readonly property?: string;
}

/** The service's Secret: made from the environment's store, or expected to exist. */
export interface OwnSecret {
  readonly name: string;
  readonly entries: readonly StoredSecret[];
  readonly store?: {
    readonly name: string;
    readonly kind: 'ClusterSecretStore' | 'SecretStore';
    readonly refreshInterval: string;
  };
}

/** A file in a mounted ConfigMap or Secret: the key, the path below the mount, and the mode as a number. */
export interface VolumeItem {
  readonly key: string;
  readonly path: string;
  readonly mode: number;
}

/** Some keys of one Secret, as files. */
export interface SecretFiles {
  readonly object: string;
  readonly items: readonly VolumeItem[];
  readonly optional: boolean;
}

/** A volume of the pod. */
export type Volume = { readonly name: string } & (
  | { readonly kind: 'emptyDir'; readonly size: Quantity; readonly medium: 'disk' | 'memory' }
  | { readonly kind: 'configMap'; readonly object: string; readonly items: readonly VolumeItem[] }
  | { readonly kind: 'secrets'; readonly sources: readonly SecretFiles[] }
);
