import { z } from 'zod';
import { formatDuration, WholeSeconds } from './duration.js';

/** What the platform adds to drain and timeout before it kills, so that an orderly exit is never cut off. */
export const killMarginSeconds = 5;

/** How the process ends: readiness fails, load balancers stop sending (drain), requests in flight end (timeout). */
export const Shutdown = z
  .strictObject({
    /** how long load balancers are given to stop sending before the process stops accepting */
    drain: WholeSeconds.default(5),
    /** how long the process may take to end what is in flight */
    timeout: WholeSeconds.default(20),
    /** the signal that asks it to stop; becomes the image's STOPSIGNAL */
    signal: z.enum(['SIGTERM', 'SIGINT', 'SIGQUIT']).default('SIGTERM'),
    /** who waits for the drain: the platform (a preStop sleep, where the cluster has it) or the process itself */
    drainedBy: z.enum(['platform', 'process']).default('platform'),
    /** true tells the process both times in `SHUTDOWN_TIMEOUT` and `SHUTDOWN_DRAIN` */
    env: z.boolean().default(false),
  })
  .prefault({});

/** What the process is told of its end: how long it may take, and how long it must wait for the drain itself. */
export const shutdownVariables = (timeoutSeconds: number, drainSeconds: number): Readonly<Record<string, string>> => ({
  SHUTDOWN_TIMEOUT: formatDuration(timeoutSeconds * 1000),
  SHUTDOWN_DRAIN: formatDuration(drainSeconds * 1000),
});
