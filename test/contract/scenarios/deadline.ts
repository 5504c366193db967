import { eventually } from '../../docker/command.js';
import { holds, same } from '../../docker/expect.js';
import type { Step } from '../../support/suite.js';
import { ask, figures, keep, seconds } from '../ask.js';
import { type Line, logOf } from '../log.js';
import type { Stack } from '../stack.js';

const drainSeconds = 1;
const timeoutSeconds = 4;

/** A request may work for a minute, which is longer than the end of the process may take. */
const patient = {
  SHUTDOWN_DRAIN: `${drainSeconds}s`,
  SHUTDOWN_TIMEOUT: `${timeoutSeconds}s`,
  REQUEST_TIMEOUT: '60s',
  SERVER_WRITE_TIMEOUT: '120s',
} as const;

const psql = (stack: Stack, statement: string) =>
  stack.compose.attempt(['exec', '-T', 'postgres', 'psql', '-U', 'myapp', '-d', 'myapp', '-tAc', statement]);

/** What the log must tell of the end, in this order among others. */
const ending = ['draining', 'requests', 'worker', 'database', 'cache', 'logs'] as const;

/** The step that a line of the log is about. */
const stepOf = ({ msg, step }: Line): string => (msg === 'draining' ? msg : String(step ?? ''));

export const deadlineSteps = (stack: Stack): readonly Step[] => [
  {
    name: 'SIGTERM with a request that takes longer than the deadline ends with 1 at the deadline, before SIGKILL, in order',
    action: async () => {
      const { docker } = stack;
      const { id, address } = await stack.up({ environment: patient });
      await keep(address, 'locked');
      const locking = psql(stack, 'BEGIN; LOCK TABLE notes IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(60)');
      const locks =
        "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted AND relation = 'notes'::regclass";
      await eventually(
        'the lock',
        10,
        async () => (await psql(stack, locks)).stdout.trim(),
        (count) => count === '1',
      );
      const hanging = ask(address, '/notes', { signal: AbortSignal.timeout(60_000) }).then(
        ({ status }) => `answer ${status}`,
        () => 'no answer',
      );
      const waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'notes'::regclass";
      await eventually(
        'a request that hangs',
        10,
        async () => (await psql(stack, waiting)).stdout.trim(),
        (n) => n === '1',
      );
      const before = Date.now();
      await docker.run(['stop', id]);
      await psql(
        stack,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)' AND pid <> pg_backend_pid()",
      );
      await locking;
      const { State, Config } = await docker.inspect(id);
      const took = Date.parse(State?.FinishedAt ?? '') - before;
      same('the exit code', State?.ExitCode, 1);
      const least = (drainSeconds + timeoutSeconds * 0.7) * 1000;
      const most = (drainSeconds + timeoutSeconds) * 1000 + 500;
      holds(`it ended after ${seconds(took)}, not from ${least} to ${most} ms`, took >= least - 200 && took <= most);
      holds('SIGKILL was near', took < (Config.StopTimeout ?? 0) * 1000 - 5000);
      const log = await logOf(docker, id);
      const order = log.map(stepOf).filter((step) => ending.some((one) => one === step));
      same('the order of the end', order, ending);
      const badly = log.filter(({ step, level }) => step !== undefined && level === 'ERROR').map(({ step }) => step);
      same('the steps that ended badly', badly, ['requests']);
      figures(
        `exit 1 after ${seconds(took)} (drain ${drainSeconds} s, deadline ${timeoutSeconds} s, SIGKILL after ${Config.StopTimeout} s); the request got ${await hanging}`,
      );
    },
  },
];
