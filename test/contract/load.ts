import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../docker/command.js';

/** What the load generator tells of a run; times of requests in milliseconds. */
export interface Report {
  readonly requests: number;
  /** no answer, or one that is not 2xx */
  readonly failed: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly errors: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly dialled: number;
  /** connections that ended because the server said Connection: close, and those that it closed while they were idle */
  readonly told: number;
  readonly idle: number;
}

/** Makes load; each kind is told in test/contract/load. */
export type Load = (
  kind: 'steady' | 'flood' | 'heavy',
  flags: Readonly<Record<string, string | number>>,
) => Promise<Report>;

/** The load generator, which is built when it is first asked for. */
export const loadIn = (work: string): Load => {
  const program = join(work, 'load');
  let built: Promise<string> | undefined;
  return async (kind, flags) => {
    built ??= must('go', ['build', '-o', program, '.'], { cwd: join(import.meta.dirname, 'load') });
    await built;
    return JSON.parse(await must(program, [kind, ...Object.entries(flags).map(([k, v]) => `-${k}=${v}`)])) as Report;
  };
};

/** Tells the load generator where the clients may go; with `end` it ends when it has made its requests. */
export const tellEndpoints = (file: string, addresses: readonly string[], end = false): void => {
  // A reader sees the old text or the new one, and never half of it.
  writeFileSync(`${file}.new`, `${[...addresses, ...(end ? ['end'] : [])].join('\n')}\n`);
  renameSync(`${file}.new`, file);
};

export const told = ({ requests, failed, seconds, p50, p99, max }: Report): string =>
  `${requests} requests in ${seconds.toFixed(1)} s (${Math.round(requests / seconds)}/s), ${failed} failed, p50 ${p50} ms, p99 ${p99} ms, longest ${max} ms`;
