import type { Neighbour } from '../service/context.js';

/** The first way round that leads from a service through its calls back to itself, by name; undefined when there is none. */
export const findCycle = (neighbours: ReadonlyMap<string, Neighbour>): readonly string[] | undefined => {
  const done = new Set<string>();
  for (const start of [...neighbours.keys()].sort()) {
    const stack: { name: string; rest: string[] }[] = [
      { name: start, rest: [...(neighbours.get(start)?.calls ?? [])].sort() },
    ];
    while (stack.length > 0) {
      const top = stack.at(-1);
      const next = top?.rest.shift();
      if (top === undefined || next === undefined) {
        if (top !== undefined) done.add(top.name);
        stack.pop();
        continue;
      }
      const at = stack.findIndex(({ name }) => name === next);
      if (at !== -1) return [...stack.slice(at).map(({ name }) => name), next];
      if (!done.has(next)) stack.push({ name: next, rest: [...(neighbours.get(next)?.calls ?? [])].sort() });
    }
  }
  return undefined;
};
