import { holds, same } from '../../docker/expect.js';
import type { Step } from '../../support/suite.js';
import { figures } from '../ask.js';
import { type Series, scrape } from '../exposition.js';
import type { Load } from '../load.js';
import { mebibytes, memoryOf } from '../memory.js';
import type { Stack } from '../stack.js';

const few = 100_000;
const many = 1_000_000;
/** Of the definition's 512 MiB; the limiter keeps 65,536 clients at most. */
const boundBytes = 128 * 2 ** 20;

const methods = ['GET', 'POST', 'DELETE', 'other'];
const paths = ['/notes', '/notes/{id}', '/version', '/health/live', '/health/ready', '/metrics', 'unmatched'];

const keyOf = ({ name, labels }: Series): string => `${name} ${JSON.stringify(labels)}`;

/** The series of requests have the labels that the routes make, and no others. */
const expected = (all: readonly Series[]): void => {
  for (const { name, labels } of all.filter((one) => one.name.startsWith('http_request'))) {
    holds(`${name} has the method ${labels.method}`, methods.includes(labels.method ?? ''));
    holds(`${name} has the path ${labels.path}`, paths.includes(labels.path ?? ''));
  }
};

export const clientSteps = (stack: Stack, load: Load): readonly Step[] => [
  {
    name: `${many} clients with addresses, paths, request ids and methods of their own leave memory and series bounded`,
    action: async () => {
      const { docker } = stack;
      const limited = { SERVER_RATE_LIMIT: '10', SERVER_RATE_BURST: '20', LOG_LEVEL: 'warn' };
      const { id, address } = await stack.up({ environment: limited });
      const look = async (clients: number) => {
        const memory = await memoryOf(docker, id);
        const series = await scrape(address);
        expected(series);
        if (memory === undefined) throw new Error('the container does not run');
        const { held, peak } = memory;
        figures(`${clients} clients: ${series.length} series, ${mebibytes(held)} held, ${mebibytes(peak)} at most`);
        return { series, held, peak };
      };
      const flood = async (from: number, requests: number): Promise<void> => {
        const report = await load('flood', { address, from, requests });
        const { seconds, statuses } = report;
        figures(
          `${requests} requests in ${seconds.toFixed(1)} s, ${Math.round(requests / seconds)}/s: ${JSON.stringify(statuses)}`,
        );
        same('requests without an answer', report.errors, {});
        same('requests', report.requests, requests);
        // Had the addresses not been believed, one client would have been limited.
        same('limited', report.statuses['429'] ?? 0, 0);
      };
      await look(0);
      await flood(0, few);
      const first = await look(few);
      await flood(few, many - few);
      const last = await look(many);
      same('the series', last.series.map(keyOf).sort(), first.series.map(keyOf).sort());
      holds(`${mebibytes(last.peak)} is more than ${mebibytes(boundBytes)}`, last.peak <= boundBytes);
      same('restarts', (await docker.inspect(id)).RestartCount, 0);
    },
  },
];
