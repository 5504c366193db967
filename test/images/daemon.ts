import { spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';

/** A program that runs until it is ended. */
export interface Daemon {
  readonly stop: () => Promise<void>;
}

/**
 * Starts a program that stays, with its output in a file, and waits until it answers; throws with the end of what it printed
 * when it does not.
 */
export const startDaemon = async (
  program: string,
  args: readonly string[],
  { log, ready, env = {} }: { log: string; ready: () => Promise<boolean>; env?: Readonly<Record<string, string>> },
): Promise<Daemon> => {
  const output = openSync(log, 'a');
  const child = spawn(program, args, {
    stdio: ['ignore', output, output],
    env: { ...process.env, ...env },
    detached: true,
  });
  let over = false;
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      over = true;
      resolve();
    };
    child.once('exit', end).once('error', end);
  });
  const stop = async (): Promise<void> => {
    if (!over) child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
    await ended;
    clearTimeout(late);
  };
  for (let tries = 0; tries < 240 && !over; tries += 1) {
    if (await ready()) return { stop };
    await new Promise((resolve) => setTimeout(resolve, 125));
  }
  await stop();
  throw new Error(`${program} did not become ready:\n${readFileSync(log, 'utf8').slice(-4000)}`);
};
