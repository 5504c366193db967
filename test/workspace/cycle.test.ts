import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Neighbour } from '../../lib/service/context.js';
import { findCycle } from '../../lib/workspace/cycle.js';

const workspace = (calls: Readonly<Record<string, readonly string[]>>) =>
  new Map<string, Neighbour>(
    Object.entries(calls).map(([name, called]) => [
      name,
      { name, namespace: name, ports: [], headless: false, calls: called, callers: [] },
    ]),
  );

test('a way round is told by the names that it goes through', () => {
  expect(findCycle(workspace({ d: ['a'], a: ['b'], b: ['e', 'c'], c: ['a'], e: [] }))).toEqual(['a', 'b', 'c', 'a']);
  expect(findCycle(workspace({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toBeUndefined();
});

test('a call to a service that is not there leads nowhere', () => {
  expect(findCycle(workspace({ a: ['gone'] }))).toBeUndefined();
});

test('calls that only go forward are never round, and one call back makes them so', () => {
  const size = 8;
  const name = (at: number) => `s${at}`;
  const forward = fc.array(
    fc.uniqueArray(fc.integer({ min: 1, max: size - 1 })).map((steps) => steps),
    { minLength: size, maxLength: size },
  );
  fc.assert(
    fc.property(forward, (steps) => {
      const calls = Object.fromEntries(
        steps.map((some, at) => [
          name(at),
          [...some.map((step) => at + step), at + 1].filter((to) => to < size).map(name),
        ]),
      );
      expect(findCycle(workspace(calls))).toBeUndefined();
      const cycle = findCycle(workspace({ ...calls, [name(size - 1)]: [name(0)] }));
      expect(cycle?.[0]).toBe(cycle?.at(-1));
      expect(new Set(cycle).size).toBe((cycle?.length ?? 0) - 1);
    }),
  );
});

test('a long chain needs no deep stack', () => {
  const calls = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`s${at}`, [`s${at + 1}`]]));
  expect(findCycle(workspace(calls))).toBeUndefined();
});
