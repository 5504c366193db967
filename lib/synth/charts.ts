import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { cycleMessage, dependenciesOf } from './dependencies.js';
import { sortTopologically } from './topological.js';

/** The charts of a tree in dependency order, and what is wrong with their dependencies. */
export interface OrderedCharts {
  readonly charts: readonly Chart[];
  readonly problems: readonly string[];
}

/** The closest chart that a construct is in, or is. */
const chartOf = (construct: IConstruct): Chart | undefined => construct.node.scopes.findLast(Chart.isChart);

/**
 * Finds all charts under a construct: a chart comes after the charts in it and after those that it, or anything in it,
 * depends on; otherwise construct order stands. With a cycle it stands throughout, and the cycle is a problem.
 */
export function chartsOf(root: IConstruct): OrderedCharts {
  const constructs = root.node.findAll();
  const charts = constructs.filter(Chart.isChart);
  const places = new Map(charts.map((chart, index) => [chart, index]));
  const problems: string[] = [];
  const edges = new Map<string, readonly [number, number]>();
  const order = (before: number | undefined, after: number | undefined): void => {
    if (before !== undefined && after !== undefined) edges.set(`${before} ${after}`, [before, after]);
  };

  for (const chart of charts) {
    const outer = chart.node.scope && chartOf(chart.node.scope);
    order(places.get(chart), outer && places.get(outer));
  }
  for (const { source, target } of constructs.flatMap(dependenciesOf)) {
    const [from, to] = [chartOf(source), chartOf(target)];
    if (from === undefined || to === undefined) {
      const outside = from === undefined ? source : target;
      problems.push(
        `[${source.node.path}] depends on [${target.node.path}], but [${outside.node.path}] is in no chart: make a chart, or what is in it, depend on another`,
      );
    } else if (from !== to) order(places.get(to), places.get(from));
  }

  const sorted = sortTopologically({ size: charts.length, edges: [...edges.values()] });
  const chartAt = (index: number): Chart[] => charts.slice(index, index + 1);
  if (sorted.order !== undefined) return { charts: sorted.order.flatMap(chartAt), problems };
  return { charts, problems: [...problems, cycleMessage(sorted.cycle.flatMap(chartAt))] };
}
