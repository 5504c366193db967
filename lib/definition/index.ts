import { z } from 'zod';
import { Build } from './build.js';
import { Config } from './config.js';
import { Dependencies } from './dependencies.js';
import { Patch, Waiver } from './exceptions.js';
import { Health } from './health.js';
import { identity } from './identity.js';
import { Image } from './image.js';
import { Migrations } from './migrations.js';
import { Network } from './network.js';
import { Observability } from './observability.js';
import { Resources } from './resources.js';
import { Rollout } from './rollout.js';
import { Name } from './scalars.js';
import { Scaling } from './scaling.js';
import { Security } from './security.js';
import { Server } from './server.js';
import { Shutdown } from './shutdown.js';
import { Workload } from './workload.js';

const Fields = z.strictObject({
  ...identity,
  /** what kind of process it is: `service`, `worker`, or the long form; `cron` needs its schedule */
  workload: Workload,
  /** how its image is made from the source beside the definition; instead of `image` */
  build: Build.optional(),
  /** a finished image, such as `registry.example.com/acme/orders:1.4.2`; instead of `build` */
  image: Image.optional(),
  /** processor, memory and ephemeral storage that it may use */
  resources: Resources,
  /** ports, who calls it, what it calls */
  network: Network,
  /** the HTTP contract, told to the process in `SERVER_*`; absent says nothing, `{}` means the defaults */
  server: Server.optional(),
  /** variables, secrets and files */
  config: Config,
  /** what brings the database up to date before the program starts: a list of arguments, or the long form; absent runs nothing */
  migrations: Migrations.optional(),
  /** how the platform learns that it has started, is alive, and is ready */
  health: Health,
  /** how it stops */
  shutdown: Shutdown,
  /** how many pods: a number, or `min` and `max` */
  scaling: Scaling,
  /** how a new version replaces the old one */
  rollout: Rollout,
  /** logs and metrics */
  observability: Observability,
  /** user, writable folders, capabilities, service account */
  security: Security,
  /** databases, caches and queues that it needs, by name */
  dependencies: Dependencies,
  /** rules that are not followed, each with reason, owner and expiry */
  waivers: z.array(Waiver).default([]),
  /** changes to finished objects, laid on after everything else */
  patches: z.array(Patch).default([]),
});

type Partially<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Partially<T[K]> | null }
    : T;

/** A partial definition laid over another: a preset, the platform's defaults, an environment's changes. `null` removes a key. */
export type Layer = Partially<Omit<z.input<typeof Fields>, 'name'>>;

/** A partial definition; it is checked where it is used, in the definition that it becomes part of. */
export const Layer = z.custom<Layer>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'expected a partial definition: an object',
);

/** What a team writes about one service; `Definition.extend` adds a team's own fields. */
export const Definition = Fields.extend({
  /** layers that lie under it, in order, by name */
  presets: z.array(Name).default([]),
  /** what differs in an environment, by its name */
  environments: z.record(Name, Layer).default({}),
});

/** What a team writes: shorthands allowed, defaults absent. */
export type DefinitionInput = z.input<typeof Definition>;

/** What a definition means: long forms and defaults filled in. */
export type Definition = z.output<typeof Definition>;

/**
 * Gives a definition its type where it is written, so that every field is completed and explained; returns it unchanged.
 * With a team's extension: `service<z.input<typeof Extended>>({ … })`.
 */
export const service = <T extends DefinitionInput = DefinitionInput>(definition: NoInfer<T>): T => definition;
