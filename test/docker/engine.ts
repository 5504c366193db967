import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, must } from './command.js';

/** A Docker engine of the suite's own, or one that runs already; `stop` ends what was started and nothing else. */
export interface Engine {
  /** as DOCKER_HOST has it */
  readonly host: string;
  /** true when the engine is the suite's own, with all that is in it */
  readonly own: boolean;
  readonly stop: () => Promise<void>;
}

/** A network that no interface of this machine has, out of 10.128.0.0/9. */
const freeNetwork = async (): Promise<string> => {
  const taken = await must('ip', ['-4', 'addr']);
  const free = Array.from({ length: 100 }, (_, at) => `10.${128 + ((process.pid + at) % 100)}`);
  const found = free.find((network) => !taken.includes(` ${network}.`));
  if (found === undefined) throw new Error('every network of 10.128.0.0/9 is taken on this machine');
  return found;
};

/**
 * The engine makes no rules in the firewall, so that one that runs beside it keeps its own; these let the containers out:
 * arguments of iptables after the verb.
 */
const rules = (network: string): readonly (readonly [table: string, ...rule: string[]])[] => [
  ['nat', 'POSTROUTING', '-s', `${network}.0.0/16`, '!', '-d', `${network}.0.0/16`, '-j', 'MASQUERADE'],
  ['filter', 'FORWARD', '-s', `${network}.0.0/16`, '-j', 'ACCEPT'],
  ['filter', 'FORWARD', '-d', `${network}.0.0/16`, '-j', 'ACCEPT'],
];

const inTurn = async <T>(list: readonly T[], action: (one: T) => Promise<unknown>): Promise<void> => {
  for (const one of list) await action(one);
};

/** Starts an engine whose data are in a folder; throws with the end of its log when it does not become ready. */
export const startEngine = async (folder: string): Promise<Engine> => {
  mkdirSync(folder, { recursive: true });
  // What an earlier engine here remembers of its bridge makes a new one remove docker0, which may be somebody else's.
  rmSync(join(folder, 'data/network'), { recursive: true, force: true });
  const network = await freeNetwork();
  const bridge = `slipway${process.pid % 10_000_000}`;
  const [socket, log] = [join(folder, 'docker.sock'), join(folder, 'log')];
  await must('ip', ['link', 'add', bridge, 'type', 'bridge']);
  await must('ip', ['addr', 'add', `${network}.0.1/24`, 'dev', bridge]);
  await must('ip', ['link', 'set', bridge, 'up']);
  await inTurn(rules(network), ([table, chain = '', ...rule]) =>
    must('iptables', ['-w', '-t', table, '-I', chain, ...rule]),
  );
  const output = openSync(log, 'w');
  const engine = spawn(
    'dockerd',
    [
      ...['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec'), '--pidfile', join(folder, 'pid')],
      ...['--host', `unix://${socket}`, '--bridge', bridge, '--iptables=false', '--log-level', 'warn'],
      ...['--default-address-pool', `base=${network}.128.0/17,size=24`],
    ],
    { stdio: ['ignore', output, output], detached: true },
  );
  const ended = new Promise<void>((resolve) => {
    engine.once('exit', () => resolve());
    engine.once('error', () => resolve());
  });
  const end = async (): Promise<void> => {
    const host = { env: { DOCKER_HOST: `unix://${socket}` } };
    const all = (await attempt('docker', ['ps', '-aq'], host)).stdout.split('\n').filter((id) => id !== '');
    if (all.length > 0) await attempt('docker', ['rm', '--force', '--volumes', ...all], host);
    engine.kill('SIGTERM');
    await ended;
    await inTurn(rules(network), ([table, chain = '', ...rule]) =>
      attempt('iptables', ['-w', '-t', table, '-D', chain, ...rule]),
    );
    await attempt('ip', ['link', 'delete', bridge]);
  };
  let ending: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    ending ??= end();
    return ending;
  };
  for (let tries = 0; tries < 240; tries += 1) {
    const ready =
      existsSync(socket) && (await attempt('docker', ['version'], { env: { DOCKER_HOST: `unix://${socket}` } }));
    if (ready && ready.status === 0) return { host: `unix://${socket}`, own: true, stop };
    if (engine.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  await stop();
  throw new Error(`the Docker engine did not become ready:\n${readFileSync(log, 'utf8').slice(-4000)}`);
};

/** The engine that DOCKER_HOST names; it stays as it is. */
export const runningEngine = (host: string): Engine => ({ host, own: false, stop: async () => undefined });
