import pLimit from 'p-limit';
import { type Graph, sortTopologically } from '../synth/topological.js';

/** What is started in order: its name, and the names of what it calls. */
export interface Scheduled {
  readonly name: string;
  readonly calls: readonly string[];
}

/**
 * Puts services that call no other one first, and callers after those they call; by name where that leaves a choice, and
 * among those of a cycle.
 */
export const startOrder = <T extends Scheduled>(services: readonly T[]): readonly T[] => {
  const sorted = services.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const indexes = new Map(sorted.map(({ name }, index) => [name, index]));
  const edges = sorted.flatMap(({ calls }, caller) =>
    calls.flatMap((name): Graph['edges'] => {
      const called = indexes.get(name);
      return called === undefined || called === caller ? [] : [[called, caller]];
    }),
  );
  return orderWithout({ size: sorted.length, edges }).flatMap((index) => sorted[index] ?? []);
};

/** The order of a graph, less the edges of its cycles. */
const orderWithout = (graph: Graph): readonly number[] => {
  const { order, cycle } = sortTopologically(graph);
  if (order !== undefined) return order;
  const edges = graph.edges.filter(([before, after]) => !cycle.includes(before) || !cycle.includes(after));
  return orderWithout({ ...graph, edges });
};

/** Runs all in the order of the list, at most `jobs` at a time, and gives the results in that order. */
export const inOrder = <T, R>(list: readonly T[], jobs: number, run: (one: T) => Promise<R>): Promise<readonly R[]> =>
  pLimit(jobs).map(list, run);
