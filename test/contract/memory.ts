import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Docker } from '../docker/docker.js';

/** The memory of a container in bytes, as its cgroup counts it. */
export interface Memory {
  /** the most that there was since it started */
  readonly peak: number;
  /** what its processes hold now, without what is only cached from files */
  readonly held: number;
  readonly limit: number;
}

const mebibyte = 2 ** 20;
export const mebibytes = (bytes: number): string => `${(bytes / mebibyte).toFixed(1)} MiB`;

/** The folder of the memory controller: cgroup version 1 has one for each controller, version 2 one for all. */
const folderOf = (pid: number): { readonly folder: string; readonly version: 1 | 2 } => {
  const lines = readFileSync(`/proc/${pid}/cgroup`, 'utf8').split('\n');
  const path = (controllers: string): string | undefined =>
    lines.find((one) => one.split(':')[1] === controllers)?.split(':')[2];
  const own = path('memory');
  if (own !== undefined) return { folder: join('/sys/fs/cgroup/memory', own), version: 1 };
  return { folder: join('/sys/fs/cgroup', path('') ?? ''), version: 2 };
};

const number = (folder: string, name: string): number => Number(readFileSync(join(folder, name), 'utf8').trim());

const stat = (folder: string, key: string): number =>
  Number(new RegExp(`^${key} (\\d+)$`, 'm').exec(readFileSync(join(folder, 'memory.stat'), 'utf8'))?.[1]);

/** Reads it from this machine's own kernel; nothing for a container that does not run. */
export const memoryOf = async (docker: Docker, id: string): Promise<Memory | undefined> => {
  const { Id, State } = await docker.inspect(id);
  const pid = State?.Pid ?? 0;
  if (pid === 0 || !existsSync(`/proc/${pid}/cgroup`)) return undefined;
  const { folder, version } = folderOf(pid);
  // A process that is about to become the container's is still in somebody else's group.
  if (!folder.includes(Id)) return undefined;
  const [peak, held, limit] =
    version === 1
      ? (['memory.max_usage_in_bytes', 'total_rss', 'memory.limit_in_bytes'] as const)
      : (['memory.peak', 'anon', 'memory.max'] as const);
  return { peak: number(folder, peak), held: stat(folder, held), limit: number(folder, limit) };
};

/** How often a container was killed because its memory did not suffice, since a moment in milliseconds. */
export const killsOf = async (docker: Docker, id: string, since: number): Promise<number> => {
  const span = ['--since', (since / 1000).toFixed(3), '--until', (Date.now() / 1000).toFixed(3)];
  const listed = await docker.run(['events', ...span, '--filter', `container=${id}`, '--filter', 'event=oom']);
  return listed.split('\n').filter((one) => one !== '').length;
};
