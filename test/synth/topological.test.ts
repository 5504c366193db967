import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sortTopologically } from '../../lib/synth/topological.js';

type Edge = readonly [number, number];

const SIZE = 30;
const edgesOf = (count: number) => fc.array(fc.tuple(fc.nat(SIZE - 1), fc.nat(SIZE - 1)), { maxLength: count });

describe('sortTopologically', () => {
  test('without edges the numbers keep their order', () => {
    expect(sortTopologically({ size: 5, edges: [] })).toEqual({ order: [0, 1, 2, 3, 4] });
    expect(sortTopologically({ size: 0, edges: [] })).toEqual({ order: [] });
  });

  test('only what has to move moves', () => {
    expect(sortTopologically({ size: 5, edges: [[3, 1]] })).toEqual({ order: [0, 2, 3, 1, 4] });
  });

  test('every edge is kept, no vertex is lost, and among those that are free the smallest comes first', () => {
    // Edges along a shuffled numbering never form a cycle.
    const numbering = fc.shuffledSubarray(
      Array.from({ length: SIZE }, (_, index) => index),
      { minLength: SIZE },
    );
    fc.assert(
      fc.property(numbering, edgesOf(60), (names, pairs) => {
        const edges = pairs.filter(([a, b]) => a < b).map(([a, b]): Edge => [names[a] ?? 0, names[b] ?? 0]);
        const { order } = sortTopologically({ size: SIZE, edges });
        if (order === undefined) throw new Error('there is no cycle');
        const free = new Set(names);
        for (const vertex of order) {
          const ready = [...free].filter(
            (other) => !edges.some(([before, after]) => after === other && free.has(before)),
          );
          expect(vertex).toBe(Math.min(...ready));
          free.delete(vertex);
        }
        expect(free.size).toBe(0);
      }),
    );
  });

  test('a cycle is told as one: each vertex comes after the next by an edge, and none twice', () => {
    fc.assert(
      fc.property(edgesOf(60), (edges) => {
        const { order, cycle } = sortTopologically({ size: SIZE, edges });
        if (cycle === undefined) {
          expect(order.length).toBe(SIZE);
          return;
        }
        expect(new Set(cycle).size).toBe(cycle.length);
        expect(cycle.length).toBeGreaterThan(0);
        for (const [index, after] of cycle.entries()) {
          const before = cycle[(index + 1) % cycle.length];
          expect(edges.some((edge) => edge[0] === before && edge[1] === after)).toBe(true);
        }
      }),
    );
  });
});
