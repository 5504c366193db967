import type { Outcome } from '../docker/command.js';
import type { Docker } from '../docker/docker.js';
import type { Tools } from '../docker/tools.js';
import type { Builder } from './buildkit.js';
import type { Registry } from './registry.js';
import type { Clone } from './workspace.js';

/** What every scenario of the suite works with. */
export interface Context {
  /** the client of the engine, whose own builder builds without further ado */
  readonly docker: Docker;
  readonly tools: Tools;
  /** a registry on loopback that asks for nobody's name; repositories that a scenario fills are its own, by a path such as `acme` */
  readonly registry: Registry;
  /** a registry that lets nobody in but one user */
  readonly guarded: Registry;
  /** a BuildKit of today beside the engine's, with the base images of the loopback registry */
  readonly builder: Builder;
  /** an empty folder that is removed at the end */
  readonly work: string;
  /** a folder that the next run may find again, for what takes long to build */
  readonly state: string;
  /** A clone of its own, in a folder of a name below `work`, of the example organisation as one commit with the tag v1.0.0. */
  readonly clone: (name: string) => Promise<Clone>;
  /** Runs `slipway` in a clone with the engine's client and, unless `env` says else, the engine's builder. */
  readonly slipway: (clone: Clone, args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Outcome>;
}
