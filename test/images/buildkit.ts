import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../docker/command.js';
import type { Docker } from '../docker/docker.js';
import { startDaemon } from './daemon.js';

/** A BuildKit of the suite's own, as a CI has one beside its engine. */
export interface Builder {
  /** lets `docker buildx` and all that calls it build there: variables of the environment */
  readonly env: Readonly<Record<string, string>>;
  /** Runs buildctl on it. */
  readonly control: (args: readonly string[]) => Promise<string>;
  /** Forgets every step that was built, and what the mounts of caches hold. */
  readonly forget: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const source = join(import.meta.dirname, 'tools');
const modules = 'github.com/moby/buildkit';

/** Builds buildkitd and buildctl into a folder of the state, unless they are there in this version. */
export const buildBuildKit = async (state: string): Promise<string> => {
  const version = /buildkit (v\S+)/.exec(readFileSync(join(source, 'go.mod'), 'utf8'))?.[1] ?? 'unknown';
  const folder = join(state, `buildkit-${version}`);
  const done = join(folder, 'complete');
  if (existsSync(done)) return folder;
  mkdirSync(folder, { recursive: true });
  const programs = ['buildkitd', 'buildctl'].map((name) => `${modules}/cmd/${name}`);
  await must(
    'go',
    ['build', '-trimpath', '-ldflags', `-s -w -X ${modules}/version.Version=${version}`, '-o', folder, ...programs],
    {
      cwd: source,
      env: { CGO_ENABLED: '0' },
      seconds: 1200,
    },
  );
  writeFileSync(done, '');
  return folder;
};

/** Where the base images come from: the loopback registry, for every registry that generated files name. */
const configuration = (mirror: string): string =>
  [
    ...['docker.io', 'gcr.io', 'ghcr.io'].map((host) => `[registry."${host}"]\n  mirrors = ["${mirror}"]`),
    `[registry."${mirror}"]\n  http = true`,
  ].join('\n');

/** Starts a BuildKit whose data are in a folder; its caches are forgotten with it. Needs root, runc and overlayfs. */
export const startBuildKit = async (
  docker: Docker,
  {
    programs,
    folder,
    mirror,
    insecure = [],
  }: { programs: string; folder: string; mirror: string; insecure?: readonly string[] },
): Promise<Builder> => {
  mkdirSync(folder, { recursive: true });
  const address = `unix://${join(folder, 'buildkitd.sock')}`;
  const file = join(folder, 'buildkitd.toml');
  writeFileSync(
    file,
    [configuration(mirror), ...insecure.map((host) => `[registry."${host}"]\n  http = true`), ''].join('\n'),
  );
  const ctl = (args: readonly string[]): Promise<string> =>
    must(join(programs, 'buildctl'), ['--addr', address, ...args]);
  const ready = (): Promise<boolean> =>
    ctl(['debug', 'workers']).then(
      () => true,
      () => false,
    );
  const daemon = await startDaemon(
    join(programs, 'buildkitd'),
    [
      '--config',
      file,
      '--root',
      join(folder, 'root'),
      '--addr',
      address,
      '--containerd-worker',
      'false',
      '--oci-worker-net',
      'host',
    ],
    { log: join(folder, 'log'), ready },
  );
  const env = { BUILDX_CONFIG: join(folder, 'buildx'), BUILDX_BUILDER: 'slipway-images' };
  await docker.run(['buildx', 'create', '--name', env.BUILDX_BUILDER, '--driver', 'remote', address], {
    env: { BUILDX_CONFIG: env.BUILDX_CONFIG },
  });
  return {
    env,
    control: ctl,
    forget: async () => {
      await ctl(['prune', '--all']);
    },
    stop: daemon.stop,
  };
};
