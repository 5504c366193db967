import { holds, same } from '../../docker/expect.js';
import type { Step } from '../../support/suite.js';
import { figures, pause } from '../ask.js';
import { withMemory } from '../layers.js';
import { type Load, type Report, told } from '../load.js';
import { killsOf, mebibytes, memoryOf } from '../memory.js';
import type { Override, Stack } from '../stack.js';

const limit = '256Mi';
/** Notes of almost the largest size, so many at once that they fit into the container, but not with their garbage. */
const heavy = { connections: 90, requests: 800, bytes: 1_000_000 } as const;

interface Outcome {
  readonly report: Report;
  readonly peak: number;
  readonly limit: number;
  readonly kills: number;
  readonly restarts: number;
}

/** Runs the load and watches; the peak is asked for again and again, since a container that was killed has none. */
const press = async (stack: Stack, load: Load, override: Override): Promise<Outcome> => {
  const { id, address } = await stack.up(override);
  const began = Date.now();
  let [peak, limit, ended] = [0, 0, false];
  const watching = (async () => {
    while (!ended) {
      const now = await memoryOf(stack.docker, id);
      peak = Math.max(peak, now?.peak ?? 0);
      limit = now?.limit ?? limit;
      await pause(100);
    }
  })();
  const report = await load('heavy', { ...heavy, address });
  ended = true;
  await watching;
  const { RestartCount = 0 } = await stack.docker.inspect(id);
  return { report, peak, limit, kills: await killsOf(stack.docker, id, began), restarts: RestartCount };
};

const tellOutcome = (what: string, { report, peak, limit, kills, restarts }: Outcome): void =>
  figures(
    `${what}: peak ${mebibytes(peak)} of ${mebibytes(limit)}, ${kills} times out of memory, ${restarts} restarts; ${told(report)}`,
  );

/** They leave files with another limit behind, and so come last. */
export const pressureSteps = (stack: Stack, load: Load): readonly Step[] => {
  let kept: Outcome | undefined;
  return [
    {
      name: `with GOMEMLIMIT from the container's ${limit}, many large notes at once are all kept and the limit is never reached`,
      action: async () => {
        await stack.lay(withMemory(limit));
        kept = await press(stack, load, {});
        tellOutcome('with GOMEMLIMIT', kept);
        same('what failed', kept.report.failed, 0);
        same('out of memory', kept.kills, 0);
        same('restarts', kept.restarts, 0);
        holds('the limit was reached', kept.peak < kept.limit);
      },
    },
    {
      name: 'without it, the same load takes more, or is killed',
      action: async () => {
        const without = await press(stack, load, { environment: { GOMEMLIMIT: 'off' } });
        tellOutcome('without GOMEMLIMIT', without);
        holds('it makes no difference', without.kills > 0 || without.peak > (kept?.peak ?? Number.POSITIVE_INFINITY));
      },
    },
  ];
};
