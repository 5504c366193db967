import type { Problem } from '../definition/problems.js';
import { isObject } from '../plain.js';
import { present } from '../present.js';
import { type Ended, type Programs, StoppedError } from './programs.js';

/** What builds the images here. */
export interface Engine {
  /** whether the docker client has buildx */
  readonly buildx: boolean;
  /** what buildx builds with, such as `docker` or `docker-container`; absent without buildx */
  readonly driver?: string;
  /** such as `v0.13.2`; absent where it is not known yet */
  readonly buildkit?: string;
  /** true when the engine keeps its images in containerd; asked only where it is the engine that buildx builds with */
  readonly containerd?: boolean;
  /** what the engine runs, such as `linux/amd64`; absent where no engine is asked */
  readonly platform?: string;
}

/** The engine, or why nothing can be built. */
export type Found = { readonly engine: Engine } | { readonly problem: Problem };

const failedToStart = (error: unknown): string =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'
    ? 'there is no docker on the PATH'
    : `docker cannot be started: ${error instanceof Error ? error.message : String(error)}`;

const lastError = ({ lines, status }: Ended): string =>
  lines.findLast((line) => !line.startsWith('{'))?.replace(/^ERROR: /, '') ?? `docker ended with ${status}`;

const fieldOf = (lines: readonly string[], name: string): string | undefined => {
  const value = lines
    .find((line) => line.startsWith(`${name}:`))
    ?.slice(name.length + 1)
    .trim();
  return value === '' ? undefined : value;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The platform of the engine behind the client; undefined where none answers. */
const serverPlatform = ({ stdout }: Ended): string | undefined => {
  const version = parsed(stdout);
  const server = isObject(version) ? version.Server : undefined;
  if (!isObject(server)) return undefined;
  return `${typeof server.Os === 'string' ? server.Os : 'linux'}/${String(server.Arch)}`;
};

const noEngine = (ended: Ended): Problem => ({
  path: '',
  message: `the engine cannot be reached: ${lastError(ended)}`,
  fix: 'start it, or say where it is with DOCKER_HOST or docker context use',
});

/** What `docker buildx inspect` says of the builder that is chosen, by BUILDX_BUILDER for example. */
const builderOf = (ended: Ended): Pick<Engine, 'driver' | 'buildkit'> | Problem => {
  if (ended.status !== 0)
    return {
      path: '',
      message: `docker buildx has no builder: ${lastError(ended)}`,
      fix: 'choose one of docker buildx ls with docker buildx use or BUILDX_BUILDER',
    };
  const driver = fieldOf(ended.lines, 'Driver');
  const error = fieldOf(ended.lines, 'Error');
  if (error !== undefined && fieldOf(ended.lines, 'Status') === undefined)
    return {
      path: '',
      message: `the builder of docker buildx cannot be reached: ${error}`,
      fix: 'start it, or choose another with docker buildx use or BUILDX_BUILDER',
    };
  const buildkit = fieldOf(ended.lines, 'BuildKit version') ?? fieldOf(ended.lines, 'Buildkit');
  return present({ driver, buildkit });
};

const storage = ['info', '--format', '{{json .DriverStatus}}'];
const keepsInContainerd = ({ stdout }: Ended): boolean => stdout.includes('io.containerd.snapshotter.');

/**
 * Asks docker what builds here: its engine, and whether it has buildx. A builder elsewhere that pushes needs no engine;
 * everything else does. Throws a StoppedError when programs are being ended.
 */
export const findEngine = async ({ run }: Programs, { push }: { readonly push: boolean }): Promise<Found> => {
  try {
    const [version, buildx] = await Promise.all([
      run('docker', ['version', '--format', '{{json .}}']),
      run('docker', ['buildx', 'version']),
    ]);
    const platform = serverPlatform(version);
    const hasBuildx = buildx.status === 0;
    if (!hasBuildx)
      return platform === undefined ? { problem: noEngine(version) } : { engine: { buildx: false, platform } };
    const builder = builderOf(await run('docker', ['buildx', 'inspect']));
    if ('message' in builder) return { problem: platform === undefined ? noEngine(version) : builder };
    const isElsewhere = builder.driver !== undefined && builder.driver !== 'docker';
    if (platform === undefined && !(push && isElsewhere)) return { problem: noEngine(version) };
    const containerd = isElsewhere ? undefined : keepsInContainerd(await run('docker', storage));
    return { engine: present({ buildx: true, ...builder, containerd, platform }) };
  } catch (error) {
    if (error instanceof StoppedError) throw error;
    return {
      problem: { path: '', message: failedToStart(error), fix: 'install docker: its client, with the plugin buildx' },
    };
  }
};

/**
 * Whether a builder gives files in layers the commit's time, as far as it is known: BuildKit does from 0.13 on, unless the engine
 * keeps the image in its own store.
 */
export const rewritesTimes = ({ buildx, driver, containerd, buildkit }: Engine): boolean => {
  if (!buildx || (driver === 'docker' && containerd !== true)) return false;
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(buildkit ?? '') ?? [];
  return major === undefined || Number(major) > 0 || Number(minor) >= 13;
};
