/** A directed graph over the vertices 0 to size - 1; the first vertex of an edge comes before the second. */
export interface Graph {
  readonly size: number;
  readonly edges: readonly (readonly [before: number, after: number])[];
}

/** The vertices in order, or else one cycle among them: each vertex of it has to come after the next one. */
export type Sorted =
  | { readonly order: readonly number[]; readonly cycle?: undefined }
  | { readonly cycle: readonly number[]; readonly order?: undefined };

/** A queue that gives its smallest number first. */
function smallestFirst(): { readonly push: (item: number) => void; readonly pop: () => number | undefined } {
  const heap: number[] = [];
  const at = (index: number): number => heap[index] ?? Number.POSITIVE_INFINITY;
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [at(b), at(a)];
  };
  return {
    push(item) {
      heap.push(item);
      for (let child = heap.length - 1; child > 0; ) {
        const parent = (child - 1) >> 1;
        if (at(parent) <= at(child)) return;
        swap(parent, child);
        child = parent;
      }
    },
    pop() {
      const smallest = heap[0];
      const last = heap.pop();
      if (last === undefined || heap.length === 0) return smallest;
      heap[0] = last;
      for (let parent = 0; ; ) {
        const left = 2 * parent + 1;
        const child = at(left + 1) < at(left) ? left + 1 : left;
        if (at(parent) <= at(child)) return smallest;
        swap(parent, child);
        parent = child;
      }
    },
  };
}

/** Follows edges backwards among vertices that all wait for another one of them, until it comes round. */
function findCycle(graph: Graph, waits: (vertex: number) => boolean): readonly number[] {
  const previous = new Map(
    graph.edges.filter(([before, after]) => waits(before) && waits(after)).map(([b, a]) => [a, b]),
  );
  const seen = new Set<number>();
  let vertex = previous.keys().next().value;
  while (vertex !== undefined && !seen.has(vertex)) {
    seen.add(vertex);
    vertex = previous.get(vertex);
  }
  const walk = [...seen];
  return vertex === undefined ? [] : walk.slice(walk.indexOf(vertex));
}

/** Sorts by edges, and where they leave a choice by number: a graph without edges keeps the order of its numbers. */
export function sortTopologically(graph: Graph): Sorted {
  const waitsFor = new Array<number>(graph.size).fill(0);
  const next = Array.from({ length: graph.size }, (): number[] => []);
  for (const [before, after] of graph.edges) {
    waitsFor[after] = (waitsFor[after] ?? 0) + 1;
    next[before]?.push(after);
  }
  const ready = smallestFirst();
  for (const [vertex, count] of waitsFor.entries()) if (count === 0) ready.push(vertex);
  const order: number[] = [];
  for (let vertex = ready.pop(); vertex !== undefined; vertex = ready.pop()) {
    order.push(vertex);
    for (const after of next[vertex] ?? []) {
      const left = (waitsFor[after] ?? 0) - 1;
      waitsFor[after] = left;
      if (left === 0) ready.push(after);
    }
  }
  if (order.length === graph.size) return { order };
  return { cycle: findCycle(graph, (vertex) => (waitsFor[vertex] ?? 0) > 0) };
}
