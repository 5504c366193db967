import type { Programs } from './compile.js';
import { type Run, runOnce } from './run.js';

/** The medians of one size; `plain` is left out where it would take minutes: it is quadratic. */
export interface Row {
  readonly size: number;
  readonly runs: number;
  readonly slipway: Run;
  readonly plain?: Run;
}

const largestPlain = 1_000;

const runsOf = (size: number): number => {
  if (size <= 1) return 11;
  return size <= 100 ? 5 : 3;
};

const middle = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  return (at(Math.floor((sorted.length - 1) / 2)) + at(Math.ceil((sorted.length - 1) / 2))) / 2;
};

const median = (runs: readonly Run[]): Run => ({
  wallSeconds: middle(runs.map(({ wallSeconds }) => wallSeconds)),
  cpuSeconds: middle(runs.map(({ cpuSeconds }) => cpuSeconds)),
  synthSeconds: middle(runs.map(({ synthSeconds }) => synthSeconds)),
  peakBytes: middle(runs.map(({ peakBytes }) => peakBytes)),
});

/** Runs both sides by turns, so that what else the machine does meets both alike. */
function measureOne({ slipway, cold, plain }: Programs, folder: string, size: number): Row {
  const [ours, theirs]: [Run[], Run[]] = [[], []];
  const runs = runsOf(size);
  for (let turn = 0; turn < runs; turn += 1) {
    ours.push(runOnce(size === 1 ? cold : slipway, folder, size));
    if (size <= largestPlain) theirs.push(runOnce(plain, folder, size));
  }
  return { size, runs, slipway: median(ours), ...(theirs.length > 0 && { plain: median(theirs) }) };
}

/** Measures each size, in the order given, after one run of each side that warms the file cache. */
export function measure(programs: Programs, folder: string, sizes: readonly number[]): readonly Row[] {
  for (const program of [programs.cold, programs.plain]) runOnce(program, folder, 1);
  return sizes.map((size) => {
    console.error(`measuring ${size} …`);
    return measureOne(programs, folder, size);
  });
}
