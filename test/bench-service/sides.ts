import { readFileSync } from 'node:fs';
import { migrate, type Serving, serve } from '../contract/native/serving.js';
import type { Stores } from '../contract/native/stores.js';
import type { Programs } from './build.js';

/** One server that is measured. */
export interface Side {
  readonly name: 'bare' | 'slog' | 'zap';
  readonly server: Serving;
  /** how many lines it has logged */
  readonly lines: () => number;
}

const newline = 10;

/** Really reads what a server logs, as a container engine would, and counts the lines. */
const counter = (): { readonly read: (chunk: Buffer) => void; readonly lines: () => number } => {
  let lines = 0;
  const read = (chunk: Buffer): void => {
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, at + 1)) lines += 1;
  };
  return { read, lines: () => lines };
};

/** A limit that is kept account of for each request, and never reached. */
const limit = { SERVER_RATE_LIMIT: '1000000000', SERVER_RATE_BURST: '1000000000' };

/** Every note that is read shall be a hit. */
const settings = { ...limit, NOTES_CACHE_TTL: '1h' };

/** Starts all servers at once, each in a process of its own; one that is not asked takes nothing. */
export const startSides = async (programs: Programs, stores: Stores, folder: string): Promise<readonly Side[]> => {
  await migrate(programs.service, stores, folder);
  const sides: Side[] = [];
  for (const name of ['bare', 'slog', 'zap'] as const) {
    const { read, lines } = counter();
    const program = name === 'bare' ? programs.bare : programs.service;
    const env = name === 'bare' ? settings : { ...settings, LOG_BACKEND: name };
    sides.push({ name, lines, server: await serve(program, stores, folder, env, read) });
  }
  return sides;
};

/** Clock ticks a second, the same on every Linux that Go and Node run on. */
const ticks = 100;

/** The processor time that a process has taken so far. */
export const cpuSeconds = ({ server }: Side): number => {
  // The name of the program stands in brackets before and may hold anything.
  const fields = readFileSync(`/proc/${server.pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticks;
};
