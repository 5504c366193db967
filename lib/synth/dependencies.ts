import type { IConstruct } from 'constructs';
import { sortTopologically } from './topological.js';

/** `source` and all that is in it comes after `target` and all that is in it. */
export interface Dependency {
  readonly source: IConstruct;
  readonly target: IConstruct;
}

/** Constructs in order, or the constructs of a cycle, each of which has to come after the next one. */
export type Ordered =
  | { readonly order: readonly IConstruct[]; readonly cycle?: undefined }
  | { readonly cycle: readonly IConstruct[]; readonly order?: undefined };

const isInside = (inner: IConstruct, outer: IConstruct): boolean => inner.node.scopes.includes(outer);

/** What is in `outer` beside the subtrees of `inner`: constructs on the way to them, and whole subtrees off the way. */
function beside(outer: IConstruct, inner: ReadonlySet<IConstruct>) {
  const way = new Set<IConstruct>();
  for (const construct of inner) {
    const { scopes } = construct.node;
    for (const scope of scopes.slice(scopes.indexOf(outer), -1)) way.add(scope);
  }
  const single = [...way].filter((construct) => !inner.has(construct));
  const subtrees = single.flatMap(({ node }) => node.children).filter((child) => !way.has(child) && !inner.has(child));
  return { single, subtrees };
}

/** Gathers by key: a map of sets. */
function group(pairs: readonly (readonly [IConstruct, IConstruct])[]): Map<IConstruct, Set<IConstruct>> {
  const groups = new Map<IConstruct, Set<IConstruct>>();
  for (const [key, value] of pairs) groups.set(key, (groups.get(key) ?? new Set()).add(value));
  return groups;
}

/**
 * Orders constructs by their dependencies, and where these leave a choice as they are given. Linear in both numbers:
 * each subtree has a vertex where it begins and one where it ends, so that one edge stands for all pairs of objects.
 * A construct that depends on something inside itself puts that first; one that depends on what it is inside comes last.
 */
export function orderByDependencies(constructs: readonly IConstruct[], dependencies: readonly Dependency[]): Ordered {
  const total = constructs.length;
  const places = new Map(constructs.map((construct, index) => [construct, index]));
  // The vertices that only pass the order on have the smaller numbers, so that they never hold back what waits for them.
  const vertex = (kind: 'enter' | 'exit' | 'own', construct: IConstruct | undefined): number | undefined => {
    const place = construct && places.get(construct);
    return place === undefined ? undefined : place + total * { enter: 0, exit: 1, own: 4 }[kind];
  };
  const edges: [number, number][] = [];
  const order = (before: number | undefined, after: number | undefined): void => {
    if (before !== undefined && after !== undefined) edges.push([before, after]);
  };

  for (const construct of constructs) {
    order(vertex('enter', construct), vertex('own', construct));
    order(vertex('own', construct), vertex('exit', construct));
    order(vertex('enter', construct.node.scope), vertex('enter', construct));
    order(vertex('exit', construct), vertex('exit', construct.node.scope));
  }
  const others = dependencies.filter(({ source, target }) => source !== target);
  for (const { source, target } of others) {
    if (isInside(target, source) || isInside(source, target)) continue;
    order(vertex('exit', target), vertex('enter', source));
  }

  let turn = 2 * total;
  const first = others.filter(({ source, target }) => isInside(target, source));
  for (const [outer, inner] of group(first.map(({ source, target }) => [source, target]))) {
    const { single, subtrees } = beside(outer, inner);
    for (const construct of inner) order(vertex('exit', construct), turn);
    for (const construct of single) order(turn, vertex('own', construct));
    for (const construct of subtrees) order(turn, vertex('enter', construct));
    turn += 1;
  }
  const last = others.filter(({ source, target }) => isInside(source, target));
  for (const [outer, inner] of group(last.map(({ source, target }) => [target, source]))) {
    const { single, subtrees } = beside(outer, inner);
    for (const construct of single) order(vertex('own', construct), turn);
    for (const construct of subtrees) order(vertex('exit', construct), turn);
    for (const construct of inner) order(turn, vertex('enter', construct));
    turn += 1;
  }

  const sorted = sortTopologically({ size: 5 * total, edges });
  const constructAt = (index: number): IConstruct[] => constructs.slice(index % total, (index % total) + 1);
  if (sorted.order !== undefined)
    return { order: sorted.order.filter((index) => index >= 4 * total).flatMap(constructAt) };
  const passed = sorted.cycle.filter((index) => index < 2 * total || index >= 4 * total).flatMap(constructAt);
  return { cycle: passed.filter((construct, index) => construct !== passed.at(index - 1)) };
}

/** The dependencies that a construct itself has. */
export const dependenciesOf = (source: IConstruct): readonly Dependency[] =>
  source.node.dependencies.map((target) => ({ source, target }));

/** Tells a cycle, from a construct back to itself. */
export const cycleMessage = (cycle: readonly IConstruct[]): string =>
  `dependency cycle: ${[...cycle, ...cycle.slice(0, 1)].map(({ node }) => node.path).join(' => ')}; remove one of them`;
