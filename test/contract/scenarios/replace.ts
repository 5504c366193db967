import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../docker/command.js';
import { holds, same } from '../../docker/expect.js';
import type { Step } from '../../support/suite.js';
import { figures, keep, pause, seconds, status } from '../ask.js';
import { type Load, type Report, tellEndpoints, told } from '../load.js';
import type { Container, Override, Stack } from '../stack.js';
import { withoutGracefulShutdown } from '../workspace.js';

const rounds = 5;
const least = 50_000;
const steady = { connections: 200, rate: 4000, requests: least, every: '200ms' } as const;

/** Notes that are asked for by turns with /version. */
const pathsOf = async (address: string): Promise<string> => {
  const ids = await Promise.all(Array.from({ length: 10 }, (_, at) => keep(address, `note ${at}`)));
  return ids.flatMap((id) => [`/notes/${id}`, '/version']).join(',');
};

/** One more container beside those that run. */
const another = async (stack: Stack): Promise<Container> => {
  const before = await stack.running();
  const count = `myapp=${before.length + 1}`;
  await stack.compose.run(['up', '--detach', '--no-recreate', '--no-deps', '--scale', count, 'myapp']);
  const added = (await stack.running()).find((id) => !before.includes(id));
  if (added === undefined) throw new Error('there is no new container');
  return stack.at(added);
};

interface Round {
  readonly report: Report;
  readonly exitCode: number | undefined;
  readonly took: number;
}

/**
 * Replaces the only container under load, as a rolling update does: a new one is started and becomes ready, the old one is
 * told to stop, and clients learn of both by readiness alone.
 */
const replaceOnce = async (stack: Stack, load: Load, file: string, paths: string): Promise<Round> => {
  const [id = ''] = await stack.running();
  const old = await stack.at(id);
  tellEndpoints(file, [old.address]);
  const loading = load('steady', { ...steady, endpoints: file, paths });
  await pause(1000);
  const added = await another(stack);
  tellEndpoints(file, [old.address, added.address]);
  await eventually(
    'the new container being ready',
    60,
    () => status(added.address, '/health/ready'),
    (code) => code === 200,
  );
  // The clients ask for readiness by themselves; a kubelet deletes the old pod no sooner than they can know the new one.
  await pause(500);
  const before = Date.now();
  await stack.docker.run(['stop', old.id]);
  const took = Date.now() - before;
  tellEndpoints(file, [added.address], true);
  const report = await loading;
  const { State } = await stack.docker.inspect(old.id);
  await stack.docker.run(['rm', '--volumes', old.id]);
  return { report, exitCode: State?.ExitCode, took };
};

const tellRound = (what: string, { report, exitCode, took }: Round): void => {
  const { told: saidSo, idle } = report;
  figures(`${what}: ${told(report)}; the old container ended with ${exitCode} after ${seconds(took)}`);
  figures(`${what}: ${saidSo} connections moved because the server said so, ${idle} were closed while idle`);
};

export const replaceSteps = (stack: Stack, load: Load, work: string): readonly Step[] => {
  mkdirSync(work, { recursive: true });
  const file = join(work, 'endpoints');
  const begin = async (override: Override = {}): Promise<string> => pathsOf((await stack.up(override)).address);
  return [
    {
      name: `no request of ${least} is lost while the container is replaced under 200 keep-alive connections, ${rounds} times in a row`,
      action: async () => {
        const paths = await begin();
        for (let round = 1; round <= rounds; round += 1) {
          const one = await replaceOnce(stack, load, file, paths);
          tellRound(`round ${round}`, one);
          holds(`only ${one.report.requests} requests were made`, one.report.requests >= least);
          same(`what failed in round ${round}: ${JSON.stringify(one.report)}`, one.report.failed, 0);
          same('the exit code of the old container', one.exitCode, 0);
        }
      },
    },
    {
      name: 'the same load loses requests when the source does not end gracefully',
      action: async () => {
        const folder = withoutGracefulShutdown(stack.apps, join(work, 'abrupt'));
        const paths = await begin({ source: { folder, image: 'slipway-test/myapp:abrupt' } });
        const one = await replaceOnce(stack, load, file, paths);
        tellRound('abrupt', one);
        figures(`abrupt: ${JSON.stringify(one.report.errors)}`);
        holds('nothing was lost, so that the rounds before show nothing', one.report.failed > 0);
      },
    },
  ];
};
