import { attempt } from './command.js';

/** What is built or installed together, each with the programs of this machine that it takes. */
const parts = {
  client: ['docker', 'go'],
  probes: ['go'],
  server: ['cargo'],
  node: ['npm'],
  dclint: ['npm'],
  hadolint: ['python3'],
} as const;

/** A part of the tools; the client of the engine is one. */
export type Part = keyof typeof parts;

export const allParts: readonly Part[] = ['client', 'probes', 'server', 'node', 'dclint', 'hadolint'];

const sources: Readonly<Record<string, string>> = {
  docker: 'apt-get install docker.io',
  go: 'https://go.dev/dl, 1.26 or later',
  cargo: 'https://rustup.rs',
  python3: 'apt-get install python3-venv',
  npm: 'https://nodejs.org',
  debootstrap: 'apt-get install debootstrap',
  dockerd: 'apt-get install docker.io',
  iptables: 'apt-get install iptables',
  ip: 'apt-get install iproute2',
};
const neededByEngine = ['dockerd', 'iptables', 'ip'];

/** What this machine lacks of what the suite needs, each with where it is to be had; empty when nothing is missing. */
export const missing = async (ownEngine: boolean, wanted: readonly Part[] = allParts): Promise<readonly string[]> => {
  const programs = [...wanted.flatMap((part) => parts[part]), 'debootstrap', ...(ownEngine ? neededByEngine : [])];
  const found = await Promise.all(
    [...new Set(programs)].map(async (program) => {
      const { status } = await attempt('sh', ['-c', `command -v ${program}`]);
      return status === 0 ? [] : [`${program} (${sources[program]})`];
    }),
  );
  return [...found.flat(), ...(process.getuid?.() === 0 ? [] : ['root, for debootstrap and the engine'])];
};
