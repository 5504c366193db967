import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { attempt, must } from '../../docker/command.js';
import { type Daemon, ready, startDaemon } from './daemon.js';
import { locate } from './programs.js';

/** A real PostgreSQL and a real Redis on free ports of 127.0.0.1. */
export interface Stores {
  /** what the service is told about them */
  readonly env: Readonly<Record<string, string>>;
  readonly databaseUrl: string;
  /** host:port */
  readonly redisAddress: string;
  readonly stop: () => Promise<void>;
}

const host = '127.0.0.1';

/** A port of 127.0.0.1 that nothing listens on. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/** PostgreSQL refuses to run as root: then it is run as the user whom Debian's package makes. */
const asUser = (program: string, args: readonly string[]): readonly [string, readonly string[]] =>
  process.getuid?.() === 0
    ? ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', program, ...args]]
    : [program, args];

const [user, password, name] = ['myapp', 'only-for-tests', 'postgres'];

const startDatabase = async (folder: string): Promise<readonly [Daemon, number]> => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'password'), password);
  if (process.getuid?.() === 0) await must('chown', ['-R', 'postgres', folder]);
  const data = join(folder, 'data');
  const passwords = ['--auth=scram-sha-256', `--pwfile=${join(folder, 'password')}`, `--username=${user}`];
  const texts = ['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'];
  await must(...asUser(locate('initdb'), ['-D', data, ...passwords, ...texts]), { cwd: folder });
  const port = await freePort();
  const settings = [`listen_addresses=${host}`, `port=${port}`, 'unix_socket_directories=', 'fsync=off'];
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  const daemon = startDaemon(...asUser(locate('postgres'), args), { cwd: folder });
  const asked = ['-h', host, '-p', String(port)];
  await ready('PostgreSQL', daemon, async () => (await attempt(locate('pg_isready'), asked)).status === 0);
  return [daemon, port];
};

const startCache = async (folder: string): Promise<readonly [Daemon, number]> => {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const args = ['--bind', host, '--port', String(port), '--save', '', '--appendonly', 'no', '--dir', folder];
  const daemon = startDaemon(locate('redis-server'), args, { cwd: folder });
  await ready('Redis', daemon, async () => daemon.said().includes('Ready to accept connections'));
  return [daemon, port];
};

/** Starts both stores with their data below a folder. */
export const startStores = async (folder: string): Promise<Stores> => {
  chmodSync(folder, 0o755);
  const [database, databasePort] = await startDatabase(join(folder, 'postgres'));
  const [cache, cachePort] = await startCache(join(folder, 'redis'));
  return {
    env: {
      DB_HOST: host,
      DB_PORT: String(databasePort),
      DB_USER: user,
      DB_PASSWORD: password,
      DB_NAME: name,
      REDIS_HOST: host,
      REDIS_PORT: String(cachePort),
    },
    databaseUrl: `postgres://${user}:${password}@${host}:${databasePort}/${name}?sslmode=disable`,
    redisAddress: `${host}:${cachePort}`,
    stop: async () => {
      // A fast shutdown: it does not wait for clients.
      await Promise.all([database.end('SIGINT'), cache.end()]);
    },
  };
};
