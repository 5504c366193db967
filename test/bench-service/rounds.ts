import { must } from '../docker/command.js';
import { cpuSeconds, type Side } from './sides.js';

/** A request that is measured. */
export interface Request {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body?: string;
}

/** What one run of the client against one server gave. */
export interface Run {
  readonly perSecond: number;
  /** processor time of the server alone */
  readonly cpuMicros: number;
  /** time to an answer: the 50th and the 99th percentile */
  readonly micros: readonly [number, number];
}

/** The runs of one round: the bare server goes first and last, so that the others stand between. */
export interface Round {
  readonly bare: readonly [Run, Run];
  readonly slog: Run;
  readonly zap: Run;
}

interface Result {
  readonly requests: number;
  readonly seconds: number;
  readonly micros: readonly [number, number];
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Throws where not every request was logged once: a server that drops lines is not compared. */
const logged = async (side: Side, before: number, requests: number): Promise<void> => {
  for (let tries = 0; tries < 20 && side.lines() - before < requests; tries += 1) await pause(50);
  const lines = side.lines() - before;
  if (lines < requests) throw new Error(`${side.name} logged ${lines} lines of ${requests} requests`);
};

/** Makes a request for so many seconds by 64 connections, which the client's process opens. */
export const run = async (load: string, side: Side, request: Request, seconds: number): Promise<Run> => {
  const [cpu, lines] = [cpuSeconds(side), side.lines()];
  const { method, path, status, body = '' } = request;
  const what = ['-method', method, '-path', path, '-status', String(status), '-body', body];
  const how = ['-address', `127.0.0.1:${side.server.port}`, '-for', `${seconds}s`];
  const result = JSON.parse(await must(load, [...how, ...what])) as Result;
  const cpuMicros = ((cpuSeconds(side) - cpu) * 1e6) / result.requests;
  if (side.name !== 'bare') await logged(side, lines, result.requests);
  return { perSecond: result.requests / result.seconds, cpuMicros, micros: result.micros };
};

/** Measures every server by turns; the order of the two back ends changes from round to round. */
export const measure = async (
  load: string,
  sides: readonly Side[],
  request: Request,
  rounds: number,
  seconds = 1,
): Promise<readonly Round[]> => {
  const of = (name: Side['name']): Promise<Run> => {
    const side = sides.find((one) => one.name === name);
    if (side === undefined) throw new Error(`${name} is not started`);
    return run(load, side, request, seconds);
  };
  const found: Round[] = [];
  for (let turn = 0; turn < rounds; turn += 1) {
    const first = await of('bare');
    const order = turn % 2 === 0 ? (['slog', 'zap'] as const) : (['zap', 'slog'] as const);
    const between = { [order[0]]: await of(order[0]), [order[1]]: await of(order[1]) } as Pick<Round, 'slog' | 'zap'>;
    found.push({ ...between, bare: [first, await of('bare')] });
  }
  return found;
};
