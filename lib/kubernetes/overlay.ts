import type { ApiObject } from 'cdk8s';
import type { Json } from '../json.js';
import { applyPatch, type PatchOperation } from './json-patch.js';

export { applyPatch, type PatchOperation } from './json-patch.js';

/** A patch of one object of a chart: its kind, its name if the chart has several of that kind, and what to change. */
export interface ObjectPatch {
  readonly target: { readonly kind: string; readonly name?: string };
  readonly operations: readonly PatchOperation[];
}

/**
 * Changes what an object renders to, after the typed L1 class has had its say: `change` sees and may write any field under
 * its Kubernetes name, where `addJsonPatch` would lose all that Kubernetes 1.27 or the L1 spelling does not know.
 * Several overlays of one object apply in the order in which they were laid on.
 */
export function overlay(object: ApiObject, change: (json: Json) => Json): void {
  const render = object.toJson.bind(object);
  object.toJson = (): Json => change(render());
}

const inWords = ({ kind, name }: { readonly kind: string; readonly name?: string }): string =>
  name === undefined ? kind : `${kind} "${name}"`;

const list = (objects: readonly ApiObject[]): string => objects.map(inWords).join(', ');

function problemOf(
  target: ObjectPatch['target'],
  found: readonly ApiObject[],
  objects: readonly ApiObject[],
): string[] {
  if (found.length === 1) return [];
  if (objects.length === 0) return [`patch of ${inWords(target)}: the chart has no objects`];
  if (found.length === 0) return [`patch of ${inWords(target)}: there is none; the objects are ${list(objects)}`];
  const fix = target.name === undefined ? 'set target.name to one of them' : 'give them different names';
  return [`patch of ${inWords(target)}: it could be any of ${list(found)}; ${fix}`];
}

/**
 * Lays each patch over the one object of its target. Targets that match no object or several are an error, which tells all
 * of them; an operation that fits the object nowhere is an error when the object is rendered.
 */
export function patchObjects(objects: readonly ApiObject[], patches: readonly ObjectPatch[]): void {
  const matches = patches.map(({ target, operations }) => ({
    target,
    operations,
    found: objects.filter(({ kind, name }) => kind === target.kind && [undefined, name].includes(target.name)),
  }));
  const problems = matches.flatMap(({ target, found }) => problemOf(target, found, objects));
  if (problems.length > 0) throw new Error(problems.join('\n'));
  for (const { found, operations } of matches) {
    for (const object of found) overlay(object, (json) => applyPatch(json, operations));
  }
}
