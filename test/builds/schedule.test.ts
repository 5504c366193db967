import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inOrder, type Scheduled, startOrder } from '../../lib/builds/schedule.js';

const names = (services: readonly Scheduled[]): readonly string[] => startOrder(services).map(({ name }) => name);
const all = ['a', 'b', 'c', 'd', 'e', 'f'];
/** Services that call whom they like, themselves and strangers too. */
const calling = fc
  .array(fc.subarray([...all, 'stranger']), { minLength: all.length, maxLength: all.length })
  .map((calls) => all.map((name, index) => ({ name, calls: calls[index] ?? [] })));
/** Services that call only those before them in a shuffled order: without a cycle. */
const acyclic = fc
  .tuple(fc.shuffledSubarray(all), fc.array(fc.nat(), { minLength: 6, maxLength: 6 }))
  .map(([order, picks]) =>
    order.map((name, index) => ({
      name,
      calls: order.slice(0, index).filter((_, at) => ((picks[index] ?? 0) >> at) & 1),
    })),
  );

describe('the order of starting', () => {
  test.each([
    [[], []],
    [
      [
        { name: 'b', calls: [] },
        { name: 'a', calls: [] },
      ],
      ['a', 'b'],
    ],
    [
      [
        { name: 'a', calls: ['b'] },
        { name: 'b', calls: [] },
      ],
      ['b', 'a'],
    ],
    [
      [
        { name: 'a', calls: ['z'] },
        { name: 'b', calls: [] },
      ],
      ['a', 'b'],
    ],
    [
      [
        { name: 'b', calls: ['a'] },
        { name: 'a', calls: ['b'] },
        { name: 'c', calls: [] },
      ],
      ['a', 'b', 'c'],
    ],
    [
      [
        { name: 'a', calls: ['x'] },
        { name: 'y', calls: ['x'] },
        { name: 'x', calls: ['y'] },
      ],
      ['x', 'a', 'y'],
    ],
  ])('%j', (services, order) => {
    expect(names(services)).toEqual(order);
  });

  test('has every service once, whoever calls whom, and does not depend on the order of definitions', () => {
    fc.assert(
      fc.property(calling, fc.shuffledSubarray(all, { minLength: all.length }), (services, shuffle) => {
        expect(names(services).toSorted()).toEqual(all);
        const shuffled = services.toSorted((a, b) => shuffle.indexOf(a.name) - shuffle.indexOf(b.name));
        expect(names(shuffled)).toEqual(names(services));
      }),
    );
  });

  test('has those that are called before their callers, where no cycle is', () => {
    fc.assert(
      fc.property(acyclic, (services) => {
        const order = names(services);
        for (const { name, calls } of services)
          for (const called of calls) expect(order.indexOf(called)).toBeLessThan(order.indexOf(name));
      }),
    );
  });
});

describe('running in order', () => {
  test('never runs more at a time than jobs, starts in order, and gives every result in its place', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3)), fc.integer({ min: 1, max: 4 }), async (turns, jobs) => {
        const started: number[] = [];
        let running = 0;
        let most = 0;
        const results = await inOrder([...turns.keys()], jobs, async (index) => {
          started.push(index);
          running += 1;
          most = Math.max(most, running);
          for (let turn = 0; turn < (turns[index] ?? 0); turn++) await Promise.resolve();
          running -= 1;
          return index;
        });
        expect(results).toEqual([...turns.keys()]);
        expect(started).toEqual([...turns.keys()]);
        expect(most).toBeLessThanOrEqual(jobs);
      }),
    );
  });
});
