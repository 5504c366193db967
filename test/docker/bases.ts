import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, must } from './command.js';
import type { Docker } from './docker.js';
import type { Tools } from './tools.js';

/** The names that generated files use, each with the target of bases/Dockerfile that stands in for it. */
export const bases: Readonly<Record<string, string>> = {
  'debian:trixie-slim': 'debian',
  'golang:1.26-trixie': 'golang',
  'node:24-trixie-slim': 'node',
  'python:3.13-slim-trixie': 'python',
  'gcr.io/distroless/static-debian13:nonroot': 'distroless-static',
  'gcr.io/distroless/nodejs24-debian13:nonroot': 'distroless-node',
  'gcr.io/distroless/python3-debian13:nonroot': 'distroless-python',
  'ghcr.io/static-web-server/static-web-server:2': 'static-web-server',
  'ghcr.io/tarampampam/microcheck:1': 'microcheck',
  'ghcr.io/grpc-ecosystem/grpc-health-probe:v0.4.40': 'grpc-health-probe',
  'postgres:15-alpine': 'postgres',
  'redis:7-alpine': 'redis',
};

const here = join(import.meta.dirname, 'bases');
const machines = 'usr/local/share/ca-certificates';

/** A small Debian as one archive, with this machine's own authorities, since builds download through them. */
export const makeRoot = async (folder: string): Promise<string> => {
  const archive = join(folder, 'root.tar');
  if (existsSync(archive)) return archive;
  const root = join(folder, 'root');
  rmSync(root, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const packages = '--include=ca-certificates,tzdata';
  await must('debootstrap', ['--variant=minbase', packages, 'trixie', root, 'http://deb.debian.org/debian']);
  if (existsSync(`/${machines}`))
    for (const name of readdirSync(`/${machines}`)) cpSync(join('/', machines, name), join(root, machines, name));
  await must('chroot', [root, 'update-ca-certificates']);
  const left = [
    './dev/*',
    './proc/*',
    './var/cache/apt/*',
    './var/lib/apt/lists/*',
    './var/log/*',
    './etc/resolv.conf',
  ];
  await must('tar', ['-C', root, ...left.map((path) => `--exclude=${path}`), '-cf', `${archive}.part`, '.']);
  await must('mv', [`${archive}.part`, archive]);
  rmSync(root, { recursive: true });
  return archive;
};

const preserving = { recursive: true, preserveTimestamps: true, verbatimSymlinks: true } as const;

/** What the targets of bases/Dockerfile take from their context, beside root.tar. */
const ingredients: Readonly<Record<string, (folder: string, tools: Tools) => void | Promise<void>>> = {
  golang: async (folder) => {
    const goRoot = (await must('go', ['env', 'GOROOT'])).trim();
    if (!existsSync(join(folder, 'go'))) cpSync(goRoot, join(folder, 'go'), preserving);
  },
  node: (folder, tools) => {
    if (!existsSync(join(folder, 'node'))) cpSync(tools.node, join(folder, 'node'), preserving);
  },
  microcheck: (folder, tools) => {
    for (const name of ['httpcheck', 'httpscheck', 'portcheck'])
      cpSync(tools.microcheck, join(folder, 'bin', name), preserving);
  },
  'static-web-server': (folder, tools) => cpSync(tools.server, join(folder, 'bin/static-web-server'), preserving),
  'grpc-health-probe': (folder, tools) =>
    cpSync(tools.grpcHealthProbe, join(folder, 'bin/grpc-health-probe'), preserving),
  postgres: (folder) => cpSync(join(here, 'postgres'), join(folder, 'postgres'), preserving),
  redis: (folder) => cpSync(join(here, 'redis'), join(folder, 'redis'), preserving),
  'distroless-node': (folder, tools) => ingredients.node?.(folder, tools),
};

/**
 * Makes base images, all or those that are named; on an engine that is not the suite's own only those that it lacks.
 * Returns the names of those that were made.
 */
export const makeBases = async (
  docker: Docker,
  folder: string,
  tools: Tools,
  names: readonly string[] = Object.keys(bases),
): Promise<readonly string[]> => {
  const there = await Promise.all(
    names.map(async (name) => (await attempt('docker', ['image', 'inspect', name], { env: docker.env })).status === 0),
  );
  const wanted = names.filter((_, at) => docker.own || !there[at]);
  if (wanted.length > 0) await makeRoot(folder);
  for (const name of wanted) {
    const target = String(bases[name]);
    mkdirSync(join(folder, 'bin'), { recursive: true });
    await ingredients[target]?.(folder, tools);
    await docker.run([
      'build',
      '--quiet',
      '--file',
      join(here, 'Dockerfile'),
      '--target',
      target,
      '--tag',
      name,
      folder,
    ]);
  }
  return wanted;
};
