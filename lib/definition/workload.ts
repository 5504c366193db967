import { z } from 'zod';
import { CronSchedule } from './cron.js';
import { WholeSeconds } from './duration.js';
import { AbsolutePath, LabelKey, LabelValue } from './scalars.js';
import { shorthand } from './shorthand.js';
import { TimeZone } from './time-zones.js';

const Toleration = z.strictObject({
  /** the taint's key; absent tolerates every taint */
  key: LabelKey.optional(),
  /** `Equal` compares the value, `Exists` does not look at it */
  operator: z.enum(['Equal', 'Exists']).default('Equal'),
  /** the taint's value, for `Equal` */
  value: LabelValue.optional(),
  /** the taint's effect; absent tolerates all effects */
  effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']).optional(),
});

const words = z.array(z.string()).max(1000);

const process = {
  /** the program to run instead of the image's ENTRYPOINT; absent leaves the image's own */
  command: words.min(1).optional(),
  /** arguments instead of the image's CMD */
  args: words.optional(),
  /** the working folder instead of the image's WORKDIR */
  workingDir: AbsolutePath.optional(),
  /** the pod selector, only to adopt a running workload whose selector cannot change; default: the two `app.kubernetes.io` labels */
  selector: z
    .record(LabelKey, LabelValue)
    .refine((labels) => Object.keys(labels).length > 0, 'a selector needs at least one label')
    .optional(),
  /** node labels that the pods need */
  nodeSelector: z.record(LabelKey, LabelValue).default({}),
  /** node taints that the pods tolerate */
  tolerations: z.array(Toleration).default([]),
};

const ServiceWorkload = z.strictObject({
  /** `service` listens on ports and runs always; `worker` has no callers of its own; `cron` runs on a schedule */
  kind: z.literal('service'),
  ...process,
});

const WorkerWorkload = z.strictObject({
  /** `service` listens on ports and runs always; `worker` has no callers of its own; `cron` runs on a schedule */
  kind: z.literal('worker'),
  ...process,
});

const History = z.strictObject({
  /** finished jobs kept that succeeded */
  succeeded: z.int().min(0).max(100).default(3),
  /** finished jobs kept that failed */
  failed: z.int().min(0).max(100).default(1),
});

const CronWorkload = z.strictObject({
  /** `service` listens on ports and runs always; `worker` has no callers of its own; `cron` runs on a schedule */
  kind: z.literal('cron'),
  /** when it runs: five cron fields such as `30 5 * * 1-5`, or `@hourly` */
  schedule: CronSchedule,
  /** the time zone that the schedule is read in, an IANA name */
  timeZone: TimeZone.default('Etc/UTC'),
  /** what happens when the last run has not ended: skip the new one, run both, or replace the old one */
  concurrency: z.enum(['Forbid', 'Allow', 'Replace']).default('Forbid'),
  /** how late a run may still start */
  startingDeadline: WholeSeconds.default(300),
  /** how long a run may take before it is stopped, with its retries */
  deadline: WholeSeconds.default(3600),
  /** how often a failed run is tried again */
  retries: z.int().min(0).max(20).default(2),
  /** how many finished jobs are kept */
  history: History.prefault({}),
  /** true stops new runs */
  suspend: z.boolean().default(false),
  ...process,
});

const Kinds = z.discriminatedUnion('kind', [ServiceWorkload, WorkerWorkload, CronWorkload]);

const Kind = z.enum(['service', 'worker'], {
  error: ({ input }) =>
    input === 'cron' ? 'cron needs its schedule, as in { kind: cron, schedule: "30 5 * * *" }' : undefined,
});

/** What kind of process it is and how it is started: `service`, `worker`, or the long form. */
export const Workload = shorthand(Kind, Kinds, (kind) => ({ kind })).prefault('service');
