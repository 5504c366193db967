import type { Definition } from '../../definition/index.js';

/** How many pods there are. */
export type Scaling =
  | { readonly kind: 'fixed'; readonly replicas: number }
  | {
      readonly kind: 'automatic';
      readonly min: number;
      readonly max: number;
      readonly targets: readonly { readonly resource: 'cpu' | 'memory'; readonly utilization: number }[];
      readonly behavior: Extract<Definition['scaling'], { kind: 'automatic' }>['behavior'];
    };

/** How many pods may be away at once. */
export type Disruption = { readonly maxUnavailable: number | string } | { readonly minAvailable: number | string };

/** How the pods end; all in seconds. */
export interface Shutdown {
  readonly signal: 'SIGTERM' | 'SIGINT' | 'SIGQUIT';
  readonly drainSeconds: number;
  readonly timeoutSeconds: number;
  readonly processDrainSeconds: number;
  readonly gracePeriodSeconds: number;
}
