import type { Context } from './context.js';
import type { Disruption, Scaling } from './types/scaling.js';

type Given = Pick<Context, 'definition'>;

/** How many pods: fixed, or an autoscaler's bounds and targets. */
export const scaling = ({ definition }: Given): Scaling => {
  const given = definition.scaling;
  if (given.kind === 'fixed') return { kind: 'fixed', replicas: given.replicas };
  const target = (resource: 'cpu' | 'memory', utilization: number | undefined) =>
    utilization === undefined ? [] : [{ resource, utilization }];
  return {
    kind: 'automatic',
    min: given.min,
    max: given.max,
    targets: [...target('cpu', given.cpu), ...target('memory', given.memory)],
    behavior: given.behavior,
  };
};

/** The fewest pods that run at once. */
export const leastPods = ({ definition: { scaling: given } }: Given): number =>
  given.kind === 'fixed' ? given.replicas : given.min;

/** The disruption budget; none for a single pod, which no budget can both keep and let go. */
export const disruption = (given: Given): Disruption | undefined => {
  const { maxUnavailable, minAvailable } = given.definition.scaling.disruption;
  if (given.definition.workload.kind === 'cron' || leastPods(given) < 2) return undefined;
  if (minAvailable !== undefined) return { minAvailable };
  return maxUnavailable === undefined ? undefined : { maxUnavailable };
};

/** How a new version replaces the old one; times in seconds. */
export const rollout = ({ definition: { rollout: given } }: Given) => ({
  maxSurge: given.maxSurge,
  maxUnavailable: given.maxUnavailable,
  minReadySeconds: given.minReady,
  deadlineSeconds: given.deadline,
  history: given.history,
});
