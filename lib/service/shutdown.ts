import { killMarginSeconds } from '../definition/shutdown.js';
import { atLeast } from '../platform/kubernetes-version.js';
import type { Context } from './context.js';
import type { Shutdown } from './types/scaling.js';

/** True when the platform waits for the drain itself: it is asked to, and the cluster has the preStop sleep (1.30). */
export const platformDrains = ({ definition, environment }: Pick<Context, 'definition' | 'environment'>): boolean =>
  definition.shutdown.drainedBy === 'platform' &&
  definition.shutdown.drain > 0 &&
  atLeast(environment.kubernetes, '1.30');

/** How the pods end: who waits for the drain, and after how many seconds the platform kills. */
export const shutdown = (context: Pick<Context, 'definition' | 'environment'>): Shutdown => {
  const { drain, timeout, signal } = context.definition.shutdown;
  return {
    signal,
    drainSeconds: drain,
    timeoutSeconds: timeout,
    processDrainSeconds: platformDrains(context) ? 0 : drain,
    gracePeriodSeconds: drain + timeout + killMarginSeconds,
  };
};
