import { type How, must } from './command.js';
import type { Engine } from './engine.js';
import type { Tools } from './tools.js';

/** The client of an engine, with Compose and buildx; each call throws with what was printed when it fails. */
export interface Docker {
  readonly own: boolean;
  readonly env: Readonly<Record<string, string>>;
  readonly run: (args: readonly string[], how?: How) => Promise<string>;
  /** `docker inspect` of one object */
  readonly inspect: (name: string) => Promise<Inspected>;
}

/** What the suite reads of an image or a container. */
export interface Inspected {
  readonly Id: string;
  readonly Size?: number;
  readonly Config: {
    readonly User: string;
    readonly Env: readonly string[] | null;
    readonly Cmd: readonly string[] | null;
    readonly Entrypoint: readonly string[] | null;
    readonly ExposedPorts?: Readonly<Record<string, unknown>>;
    readonly Labels: Readonly<Record<string, string>> | null;
    readonly StopSignal?: string;
    readonly StopTimeout?: number;
    readonly WorkingDir: string;
    readonly Healthcheck?: HealthConfig;
  };
  readonly RestartCount?: number;
  readonly NetworkSettings?: { readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>> };
  readonly State?: {
    readonly Status: string;
    readonly Pid: number;
    readonly StartedAt: string;
    readonly FinishedAt: string;
    readonly ExitCode: number;
    readonly OOMKilled: boolean;
    readonly Health?: { readonly Status: string; readonly Log: readonly { readonly Output: string }[] };
  };
  readonly HostConfig?: {
    readonly Memory: number;
    readonly NanoCpus: number;
    readonly ReadonlyRootfs: boolean;
    readonly CapDrop: readonly string[] | null;
    readonly SecurityOpt: readonly string[] | null;
    readonly PidsLimit: number | null;
    readonly Tmpfs?: Readonly<Record<string, string>>;
    readonly PortBindings: Readonly<Record<string, readonly { readonly HostIp: string; readonly HostPort: string }[]>>;
  };
}

/** How a container is asked; times in nanoseconds. */
export interface HealthConfig {
  readonly Test: readonly string[];
  readonly Interval?: number;
  readonly Timeout?: number;
  readonly StartPeriod?: number;
  readonly Retries?: number;
}

export const dockerOf = ({ host, own }: Engine, { config }: Pick<Tools, 'config'>): Docker => {
  const env = {
    DOCKER_HOST: host,
    DOCKER_CONFIG: config,
    DOCKER_BUILDKIT: '1',
    BUILDKIT_PROGRESS: 'plain',
    COMPOSE_PROGRESS: 'plain',
  };
  const run: Docker['run'] = (args, how = {}) => must('docker', args, { ...how, env: { ...env, ...how.env } });
  return {
    own,
    env,
    run,
    inspect: async (name) => {
      const [found] = JSON.parse(await run(['inspect', name])) as readonly Inspected[];
      if (found === undefined) throw new Error(`there is no ${name}`);
      return found;
    },
  };
};
