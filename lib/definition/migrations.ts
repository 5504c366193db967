import { z } from 'zod';
import type { Definition } from './index.js';
import { shorthand } from './shorthand.js';

const words = z.array(z.string()).min(1).max(1000);

const Run = z.strictObject({
  /** the program to run instead of the service's own; absent runs what the service runs, `workload.command` or the image's ENTRYPOINT */
  command: words.optional(),
  /** the arguments that make the program migrate, such as `[migrate]`; absent gives it none */
  args: words.optional(),
  /** `initContainer` runs it in every pod, before the program; `none` leaves it to a pipeline of the team's own */
  kubernetes: z.enum(['initContainer', 'none']).default('initContainer'),
});

/**
 * What brings the database up to date: the service's own image, run with the same configuration before the program starts, until
 * it ends with 0. In Kubernetes it is an init container of every pod, so that it runs many times, several at once, beside
 * pods of the old version: it must take a lock, and change nothing that is done already. In Compose it is a container of
 * its own, which ends before the service starts. The short form is the list of arguments.
 */
export const Migrations = shorthand(words, Run, (args) => ({ args }));

/** The name of the init container that migrates. */
export const migrationContainer = 'migrate';

/** The name of the Compose service that migrates. */
export const migrationService = (service: string): string => `${service}-migrate`;

/** True where an init container of every pod migrates. */
export const migratesInPod = ({ migrations }: Pick<Definition, 'migrations'>): boolean =>
  migrations?.kubernetes === 'initContainer';
