import { join } from 'node:path';
import { must } from '../../docker/command.js';
import { type Daemon, ready, startDaemon } from './daemon.js';
import { freePort, type Stores } from './stores.js';

/** The folder of the reference service. */
export const moduleFolder = join(import.meta.dirname, '../../../apps/myapp');

/** What the built program is told that it is. */
export const identity = { Version: 'v1.2.3', GitCommit: 'abc1234', BuildTime: '2026-01-02T03:04:05Z' } as const;

/** Builds the program as its image has it, but for this machine's system. */
export const buildService = async (program: string): Promise<void> => {
  const flags = Object.entries(identity).map(([key, value]) => `-X main.${key}=${value}`);
  const args = ['build', '-trimpath', '-ldflags', `-w -s ${flags.join(' ')}`, '-o', program, './cmd/server'];
  await must('go', args, { cwd: moduleFolder, env: { CGO_ENABLED: '0' } });
};

/** A program that serves, and where. */
export interface Serving extends Daemon {
  readonly port: number;
  readonly url: string;
}

/** Starts a program that serves where SERVER_PORT says, and waits until it takes requests. */
export const serve = async (
  program: string,
  stores: Stores,
  cwd: string,
  env: Readonly<Record<string, string>> = {},
  onOutput?: (chunk: Buffer) => void,
): Promise<Serving> => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  // Nobody has to be moved away before the end.
  const own = { SERVER_HOST: '127.0.0.1', SERVER_PORT: String(port), SHUTDOWN_DRAIN: '0s' };
  const told = { ...stores.env, ...own, ...env };
  const daemon = startDaemon(program, [], { cwd, env: told, ...(onOutput !== undefined && { onOutput }) });
  await ready(program, daemon, async () => {
    try {
      return (await fetch(`${url}/version`)).ok;
    } catch {
      return false;
    }
  });
  return { ...daemon, port, url };
};

/** Brings the tables of the database up to date by the program's own command. */
export const migrate = async (program: string, stores: Stores, cwd: string): Promise<void> => {
  await must(program, ['migrate'], { cwd, env: stores.env });
};
