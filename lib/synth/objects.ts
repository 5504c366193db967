import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { JsonObject } from '../json.js';
import { cycleMessage, dependenciesOf, orderByDependencies } from './dependencies.js';
import { applyRank } from './kinds.js';

/** A chart and all constructs in it, in construct order, without the charts in it and what they hold. */
function constructsOf(chart: Chart): readonly IConstruct[] {
  const found: IConstruct[] = [];
  const visit = (construct: IConstruct): void => {
    found.push(construct);
    for (const child of construct.node.children) if (!Chart.isChart(child)) visit(child);
  };
  visit(chart);
  return found;
}

/** The place of a construct among others; one that is no object itself never holds anything back. */
const rankOf = (construct: IConstruct): number => (ApiObject.isApiObject(construct) ? applyRank(construct.kind) : -1);

/**
 * The API objects of one chart in apply order: by kind, by construct order within a kind, and after what they depend on.
 * A dependency cycle is an error.
 */
export function apiObjectsOf(chart: Chart): readonly ApiObject[] {
  const constructs = constructsOf(chart).toSorted((a, b) => rankOf(a) - rankOf(b));
  const members = new Set(constructs);
  const dependencies = constructs.flatMap(dependenciesOf).filter(({ target }) => members.has(target));
  if (dependencies.length === 0) return constructs.filter(ApiObject.isApiObject);
  const sorted = orderByDependencies(constructs, dependencies);
  if (sorted.order === undefined) throw new Error(cycleMessage(sorted.cycle));
  return sorted.order.filter(ApiObject.isApiObject);
}

/**
 * Renders one chart to plain JSON objects in apply order, as `SlipwayApp` writes them.
 * It neither validates constructs nor looks at other charts; an object that cannot be rendered is an error.
 */
export function objectsOf(chart: Chart): readonly JsonObject[] {
  return apiObjectsOf(chart).map((object): JsonObject => object.toJson());
}
