import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import { fileReason, WriteError } from '../disk/write-error.js';

/** After this time without a sign of life a holder counts as killed. */
const staleMilliseconds = 10_000;

/** In milliseconds; longer than a killed holder is waited for. */
const longestWait = 20_000;

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/** Another process has it; or took it for a killed one's at the same moment as this one. */
const isHeld = (error: unknown): boolean => ['ELOCKED', 'ENOENT'].includes(String(codeOf(error)));

const refusal = (file: string, place: string, patience: number, error: unknown): WriteError => {
  const reason = isHeld(error)
    ? `another slipway build, or a Pulumi program, has been writing it for ${patience / 1000} seconds: wait until it has ended; if none is running, remove ${place}`
    : `${place} cannot be made or removed: ${fileReason(error, 'build')}`;
  return new WriteError(`cannot write ${file}: ${reason}; nothing was changed`, { cause: error });
};

const passOver = (): void => undefined;

/** Node takes a file that grows too large for an error; proper-lockfile listens to its signal too, and would end the process by it. */
const keepErrors = (): void => {
  if (!process.listeners('SIGXFSZ').includes(passOver)) process.on('SIGXFSZ', passOver);
};

const acquire = async (file: string, place: string, patience: number): Promise<() => Promise<void>> => {
  keepErrors();
  for (let waited = 0; ; ) {
    try {
      return await lock(file, {
        realpath: false,
        lockfilePath: place,
        stale: staleMilliseconds,
        // What comes next takes no time in which anybody could be told.
        onCompromised: () => undefined,
      });
    } catch (error) {
      if (!isHeld(error) || waited >= patience) throw refusal(file, place, patience, error);
    }
    // Those who wait are not to come back all at once, and the longer they wait, the less often.
    const pause = randomInt(5, 20 + Math.min(280, Math.floor(waited / 4)));
    await setTimeout(pause);
    waited += pause;
  }
};

/** The last one of this process that waits for a file: whoever comes next waits for it, and not beside it. */
const queues = new Map<string, Promise<unknown>>();

/**
 * Runs a step while no other process runs one for the same file: the folder `<file>.lock` says so. Waits for others, and
 * for one that was killed until its folder is ten seconds old. After `patience`, in milliseconds, a WriteError says who is
 * waited for, and what to remove.
 */
export const alone = async <T>(file: string, step: () => T, patience = longestWait): Promise<T> => {
  const key = resolve(file);
  const before = queues.get(key) ?? Promise.resolve();
  const turn = before.then(async () => {
    const release = await acquire(file, `${file}.lock`, patience);
    try {
      return step();
    } finally {
      // What cannot be removed is stale in a moment.
      await release().catch(() => undefined);
    }
  });
  queues.set(
    key,
    turn.catch(() => undefined),
  );
  return turn;
};
