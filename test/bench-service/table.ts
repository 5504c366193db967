import { cpus, loadavg } from 'node:os';
import type { Request, Round, Run } from './rounds.js';

/** All rounds of one request. */
export interface Measured {
  readonly request: Request;
  readonly rounds: readonly Round[];
}

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  return (at(Math.floor((sorted.length - 1) / 2)) + at(Math.ceil((sorted.length - 1) / 2))) / 2;
};

type Figure = (run: Run) => number;
const perSecond: Figure = (one) => one.perSecond;

/** The middle of the two bare runs of a round. */
const bareOf = ({ bare: [first, last] }: Round, figure: Figure): number => (figure(first) + figure(last)) / 2;

/** The throughput of a back end divided by that of the bare handler, a round each. */
const ratios = ({ rounds }: Measured, backEnd: 'slog' | 'zap'): readonly number[] =>
  rounds.map((round) => round[backEnd].perSecond / bareOf(round, perSecond));

/** How far the two bare runs of one round are apart: what is smaller than that says nothing. */
const noise = ({ rounds }: Measured): number =>
  median(rounds.map(({ bare: [first, last] }) => Math.abs(first.perSecond / last.perSecond - 1)));

const columns = ['request', 'side', 'requests/s', 'of bare', 'min', 'max', 'cpu µs', 'p50 µs', 'p99 µs'];

const cells = (measured: Measured, side: 'bare' | 'slog' | 'zap'): readonly string[] => {
  const { request, rounds } = measured;
  const of = (figure: Figure): string =>
    median(rounds.map((round) => (side === 'bare' ? bareOf(round, figure) : figure(round[side])))).toFixed(0);
  const found = side === 'bare' ? [] : ratios(measured, side);
  const ratio = found.length === 0 ? ['', '', ''] : [median(found), Math.min(...found), Math.max(...found)];
  return [
    request.name,
    side,
    of(perSecond),
    ...ratio.map((value) => (typeof value === 'number' ? value.toFixed(2) : value)),
    of((run) => run.cpuMicros),
    ...[of((run) => run.micros[0]), of((run) => run.micros[1])],
  ];
};

/** What the figures were taken on, and what they say. */
export const heading = (rounds: number): string =>
  [
    `${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}; medians of ${rounds} rounds, 64 connections, loopback`,
    'bare: the same handlers behind net/http alone; slog, zap: the whole service with every request logged',
    'cpu: processor time of the server for one request; the client and the stores share the cores',
  ].join('\n');

/** The figures as one text table. */
export const table = (all: readonly Measured[]): string => {
  const rows = [columns, ...all.flatMap((one) => (['bare', 'slog', 'zap'] as const).map((side) => cells(one, side)))];
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const padded = (row: readonly string[]): string =>
    row.map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ');
  const noises = all.map((one) => `${one.request.name} ${(noise(one) * 100).toFixed(1)} %`);
  return `${rows.map(padded).join('\n')}\n\nnoise (the bare server against itself): ${noises.join(', ')}`;
};

/** Whether a target is met, with both numbers. */
export interface Verdict {
  readonly met: boolean;
  readonly text: string;
}

/** Judges both back ends by the throughput of one request. */
export const verdicts = (measured: Measured, least: number): readonly Verdict[] =>
  (['slog', 'zap'] as const).map((backEnd) => {
    const ratio = median(ratios(measured, backEnd));
    const met = ratio >= least;
    const wanted = `${ratio.toFixed(2)} of the bare handler's throughput, target at least ${least.toFixed(2)}`;
    return { met, text: `${met ? 'met   ' : 'MISSED'} ${measured.request.name} with ${backEnd}: ${wanted}` };
  });
