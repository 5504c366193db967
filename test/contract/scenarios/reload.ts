import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../docker/command.js';
import { holds, same } from '../../docker/expect.js';
import type { Step } from '../../support/suite.js';
import { ask, figures, pause, seconds, status } from '../ask.js';
import { logOf } from '../log.js';
import type { Stack } from '../stack.js';

const text = (level: string, rate: number, burst: number): string =>
  `log:\n  level: ${level}\nserver:\n  rate_burst: ${burst}\n  rate_limit: ${rate}\n`;

/** How many of 40 requests at once are refused. */
const refused = async (address: string): Promise<number> => {
  const all = await Promise.all(Array.from({ length: 40 }, () => status(address, '/version')));
  return all.filter((code) => code === 429).length;
};

export const reloadSteps = (stack: Stack): readonly Step[] => {
  const file = join(stack.folder, '.slipway/files/etc/myapp/config.yaml');
  /** Whether a request to a probe is logged, which it is at the level debug alone. */
  const logsDetail = async (id: string, address: string): Promise<boolean> => {
    const mark = `detail-${Date.now()}`;
    await ask(address, '/health/live', { headers: { 'x-request-id': mark } });
    await pause(250);
    return (await logOf(stack.docker, id)).some(({ request_id }) => request_id === mark);
  };
  const becomes = async (what: string, limit: number, asks: () => Promise<boolean>): Promise<number> => {
    const began = Date.now();
    await eventually(what, limit, asks, (yes) => yes);
    return Date.now() - began;
  };
  return [
    {
      name: 'the log level and the rate limit follow the mounted file without a restart; a bad file is refused, logged, and changes nothing',
      action: async () => {
        const { docker } = stack;
        const real = readFileSync(file, 'utf8');
        const { id, address } = await stack.up();
        const started = (await docker.inspect(id)).State?.StartedAt;
        try {
          same('detail in the log at first', await logsDetail(id, address), false);
          same('refused at first', await refused(address), 0);
          writeFileSync(file, text('debug', 1, 5));
          const byItself = await becomes('the level debug', 30, () => logsDetail(id, address));
          const limited = await refused(address);
          holds(`${limited} of 40 were refused with a burst of 5`, limited >= 30);

          writeFileSync(file, text('loud', -1, 0));
          await docker.run(['kill', '--signal', 'HUP', id]);
          const bad = await becomes('the refusal', 5, async () =>
            (await logOf(docker, id)).some((line) => line.level !== 'INFO' && JSON.stringify(line).includes('loud')),
          );
          same('the level after a bad file', await logsDetail(id, address), true);
          holds('the limit after a bad file', (await refused(address)) >= 30);

          writeFileSync(file, text('info', 0, 0));
          await docker.run(['kill', '--signal', 'HUP', id]);
          const bySignal = await becomes('the level info', 2, async () => !(await logsDetail(id, address)));
          same('refused at last', await refused(address), 0);
          const { State, RestartCount } = await docker.inspect(id);
          same('its start', State?.StartedAt, started);
          same('its restarts', RestartCount, 0);
          const times = [`by itself after ${seconds(byItself)}`, `by SIGHUP within ${seconds(bySignal)}`];
          figures(`${times.join(', ')}, a bad file told within ${seconds(bad)}; ${limited} of 40 refused`);
        } finally {
          writeFileSync(file, real);
        }
      },
    },
  ];
};
