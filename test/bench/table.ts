import { cpus, loadavg } from 'node:os';
import type { Row } from './measure.js';
import type { Run } from './run.js';

/** What the numbers were taken on, and what they say. */
export const heading = (): string =>
  [
    `node ${process.version}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}; medians of runs in a process each`,
    'wall and cpu: the whole process; synth: the wall time from the first construct to the last file',
    'faster: the time of plain cdk8s divided by that of slipway',
  ].join('\n');

const times = ['wallSeconds', 'cpuSeconds', 'synthSeconds'] as const;

const columns = [
  ...['services', 'runs', 'side', 'wall s', 'cpu s', 'synth s', 'ms/service', 'peak MB'],
  ...['wall faster', 'cpu faster', 'synth faster'],
];

const cells = (side: string, { size, runs }: Row, one: Run): readonly string[] => [
  String(size),
  String(runs),
  side,
  ...times.map((time) => one[time].toFixed(2)),
  ((one.wallSeconds / size) * 1000).toFixed(size === 1 ? 0 : 2),
  (one.peakBytes / 1e6).toFixed(0),
];

const lines = (row: Row): readonly (readonly string[])[] => {
  const { slipway, plain } = row;
  const ours = cells('slipway', row, slipway);
  if (plain === undefined) return [ours];
  return [
    [...ours, ...times.map((time) => `${(plain[time] / slipway[time]).toFixed(2)}x`)],
    cells('cdk8s', row, plain),
  ];
};

/** The rows as one text table. */
export function table(rows: readonly Row[]): string {
  const all = [columns, ...rows.flatMap(lines)];
  const widths = columns.map((_, at) => Math.max(...all.map((line) => line[at]?.length ?? 0)));
  const padded = (line: readonly string[]): string => line.map((cell, at) => cell.padStart(widths[at] ?? 0)).join('  ');
  return all.map(padded).join('\n');
}
