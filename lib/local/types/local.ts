import type { DependencyKind } from '../../definition/dependencies.js';
import type { Service } from '../../service/types/service.js';
import type { HealthCheck, ImageBuild } from './image-build.js';

/** A piece of a value: plain text, what stands in `.env` under a key, or the name of a dependency's container. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'host'; readonly dependency: string }
  | { readonly kind: 'credential'; readonly key: string };

/** An environment variable of the process on one's own machine, its value in pieces. */
export interface LocalVariable {
  readonly name: string;
  readonly value: readonly Part[];
}

/** A line of `.env`: what only local work uses, and nobody commits. */
export interface Credential {
  /** the key in `.env`, such as `DB_PASSWORD` */
  readonly key: string;
  /** the default for local work; empty when only a person can know it */
  readonly value: string;
  /** what it is, in one line */
  readonly description: string;
}

/** A file that the container sees, kept in `.slipway/` beside the definition and never committed. */
export interface LocalFile {
  /** the path in the container */
  readonly path: string;
  /** the path below the folder of the definition, such as `.slipway/secrets/DB_PASSWORD` */
  readonly source: string;
  readonly content: string;
  /** true for a secret's stand-in: written once, then the developer's own */
  readonly keep: boolean;
}

/** A database, cache or queue that runs beside the service. */
export interface LocalDependency {
  /** its name in Compose, which is also its host name: `postgres` */
  readonly name: string;
  readonly kind: DependencyKind;
  /** as the definition says it, such as `15` */
  readonly version: string;
  /** mirror and digest applied */
  readonly image: string;
  readonly port: number;
  /** absent for nats and kafka, and for redis and valkey without a password */
  readonly account?: {
    readonly user: string;
    /** the key of the password in `.env` */
    readonly password: string;
    /** the database, virtual host or bucket that is made */
    readonly database: string;
  };
}

/** What one line of the configuration table says. */
export interface ConfigEntry {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'duration' | 'url' | 'port';
  /** the values that are allowed, as texts; absent allows all of the type */
  readonly allowed?: readonly string[];
  /** the value where no environment says another; absent for secrets and values without one */
  readonly default?: string;
  readonly required: boolean;
  /** `env` holds the value; `file` is found by `<NAME>_FILE` */
  readonly secret?: 'env' | 'file';
  readonly description: string;
  /** `restart`: a change rolls the pods; `watch`: it stands in a file, and the process sees it itself */
  readonly reload: 'restart' | 'watch';
  /** what it comes from: `kubernetes` is a field, a resource or a ConfigMap, `file` the path of the configuration file */
  readonly origin: 'config' | 'server' | 'logs' | 'shutdown' | 'calls' | 'file' | 'kubernetes';
}

/** How a service runs on one's own machine. */
export interface Local {
  /** all variables of the process, in order */
  readonly variables: readonly LocalVariable[];
  /** what runs instead of the image's own program, each word in pieces; absent leaves it */
  readonly command?: readonly (readonly Part[])[];
  /** the arguments instead of the image's own, each in pieces; absent leaves them */
  readonly args?: readonly (readonly Part[])[];
  /** what runs before the service, until it ends, in a container of its own; absent when nothing migrates */
  readonly migration?: Pick<Local, 'command' | 'args'>;
  /** sorted by key */
  readonly credentials: readonly Credential[];
  /** secrets as files and configuration files, sorted by path */
  readonly files: readonly LocalFile[];
  /** sorted by name */
  readonly dependencies: readonly LocalDependency[];
  /** services of the workspace that it calls; a Compose file of the workspace starts them too, sorted */
  readonly calls: readonly string[];
  /** `1.5`; absent where production sets no limit */
  readonly cpus?: string;
  readonly memoryBytes: number;
  readonly pids: number;
  /** the writable folders */
  readonly tmpfs: readonly { readonly path: string; readonly bytes: number }[];
  /** port numbers of one's own machine, on 127.0.0.1, for each port of the container */
  readonly ports: readonly {
    readonly name: string;
    readonly host: number;
    readonly container: number;
    readonly protocol: 'tcp' | 'udp' | 'sctp';
  }[];
}

/** What the platform says of how images are built. */
export interface ImageFacts {
  /** what builds in a Pulumi program: @pulumi/docker or @pulumi/docker-build */
  readonly builder: 'docker' | 'docker-build';
  /** what the image runs on, such as `linux/amd64`, sorted */
  readonly platforms: readonly string[];
  /** the images that hold caches of earlier builds */
  readonly cacheFrom: readonly string[];
  /** the image that the build leaves its cache in */
  readonly cacheTo?: string;
  readonly sbom: boolean;
  readonly provenance: 'none' | 'min' | 'max';
  /** the most that an image may hold, unpacked */
  readonly maxBytes: number;
}

/** A service as its files need it: resolved for one's own machine, with production's limits; nothing left to decide. */
export interface LocalService extends Service {
  /** the definition's file, as errors name it */
  readonly definition: string;
  /** the base name of the definition's file, such as `service.ts` */
  readonly source: string;
  /** the definition's folder below the workspace's, with `/`; `.` for the workspace itself */
  readonly folder: string;
  /** where the environment's manifests are, seen from the definition's folder, such as `../../dist` */
  readonly manifests: string;
  /** the environment whose limits are kept, such as `production` */
  readonly production: string;
  /** how the platform builds images, and the most that they may be */
  readonly images: ImageFacts;
  /** how the image is built; absent for a finished image */
  readonly imageBuild?: ImageBuild;
  /** how Docker and Compose ask it; absent when nobody asks, or the finished image knows itself */
  readonly healthCheck?: HealthCheck;
  readonly local: Local;
  /** the configuration table: sorted as the process sees it, told variables first */
  readonly configuration: readonly ConfigEntry[];
  /** where the generated Go configuration goes and its package; absent for other languages */
  readonly goConfig?: { readonly path: string; readonly package: string };
}
