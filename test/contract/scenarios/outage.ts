import { eventually } from '../../docker/command.js';
import { holds, same } from '../../docker/expect.js';
import type { Step } from '../../support/suite.js';
import { ask, figures, keep, pause, post, seconds, status } from '../ask.js';
import type { Stack } from '../stack.js';

/** A probe period of the definition, and what asking every 100 ms may add. */
const periodMs = 5000;
const marginMs = 500;

/** Asks for liveness every 100 ms while something is done; returns how often, and throws where one answer was not 200. */
const whileAlive = async (address: string, action: () => Promise<void>): Promise<number> => {
  const answers: Promise<number>[] = [];
  const timer = setInterval(() => answers.push(status(address, '/health/live')), 100);
  await action().finally(() => clearInterval(timer));
  const wrong = (await Promise.all(answers)).filter((code) => code !== 200);
  same('what liveness answered', wrong, []);
  return answers.length;
};

/** What is promised while PostgreSQL is away, and a note is in the cache. */
const meanwhile = async (address: string, note: string): Promise<void> => {
  const { services } = JSON.parse((await ask(address, '/health/ready')).body) as { readonly services: object };
  same('the services', services, { database: 'unavailable', redis: 'OK' });
  const refused = await post(address, { title: 'lost', text: 'never kept' });
  same('keeping a note', refused.status, 503);
  holds('it does not say when to come again', Number(refused.headers.get('retry-after')) >= 1);
  same('a note in the cache', await status(address, `/notes/${note}`), 200);
};

/** How long it takes from `began` on until readiness is what is wanted. */
const until = async (began: number, address: string, wanted: number, limitMs: number): Promise<number> => {
  await eventually(
    `readiness of ${wanted}`,
    limitMs / 1000,
    () => status(address, '/health/ready'),
    (code) => code === wanted,
  );
  return Date.now() - began;
};

/** What readiness says of a container: its code, and its words for the whole and for the cache. */
const readiness = async (address: string): Promise<string> => {
  const { status: code, body } = await ask(address, '/health/ready');
  const said = JSON.parse(body) as { readonly status: string; readonly services: { readonly redis: string } };
  return `${code} ${said.status}, redis ${said.services.redis}`;
};

const becomes = (address: string, wanted: string): Promise<unknown> =>
  eventually(
    `readiness of ${wanted}`,
    30,
    () => readiness(address),
    (said) => said === wanted,
  );

export const outageSteps = (stack: Stack): readonly Step[] => [
  {
    name: 'while PostgreSQL is killed and comes back, readiness follows within a period, liveness never fails and nothing restarts',
    action: async () => {
      const { docker, compose } = stack;
      const { id, address } = await stack.up();
      const note = await keep(address, 'cached');
      same('reading', await status(address, `/notes/${note}`), 200);
      const before = await docker.inspect(id);
      const postgres = await compose.container('postgres');
      let [away, back] = [0, 0];
      const asked = await whileAlive(address, async () => {
        const killed = Date.now();
        await docker.run(['kill', postgres]);
        away = await until(killed, address, 503, periodMs + marginMs);
        await meanwhile(address, note);
        await pause(3000);
        const started = Date.now();
        await docker.run(['start', postgres]);
        back = await until(started, address, 200, 30_000);
      });
      await keep(address, 'again');
      holds(`readiness was 503 after ${seconds(away)}`, away <= periodMs + marginMs);
      const after = await docker.inspect(id);
      same('its start', after.State?.StartedAt, before.State?.StartedAt);
      same('its restarts', after.RestartCount, 0);
      figures(
        `503 after ${seconds(away)}, 200 again ${seconds(back)} after docker start, liveness asked ${asked} times`,
      );
    },
  },
  {
    name: 'while Redis is away, notes are kept and read, and no pod is taken away for it',
    action: async () => {
      const { docker, compose } = stack;
      const { id, address } = await stack.up();
      const redis = await compose.container('redis');
      await docker.run(['kill', redis]);
      await becomes(address, '200 degraded, redis unavailable');
      const began = Date.now();
      for (let at = 0; at < 20; at += 1)
        same('reading', await status(address, `/notes/${await keep(address, `without ${at}`)}`), 200);
      figures(`20 notes were kept and read without Redis in ${seconds(Date.now() - began)}`);
      await docker.run(['start', redis]);
      await becomes(address, '200 OK, redis OK');
      same('its restarts', (await docker.inspect(id)).RestartCount, 0);
    },
  },
];
