import type { ApiObject } from 'cdk8s';
import type { Json } from '../json.js';
import { applyPatch, PatchError, type PatchOperation } from './json-patch.js';

export { applyPatch, PatchError, type PatchOperation } from './json-patch.js';

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

/** Why a patch does not fit the object as it is now; none when it fits. */
function misfits(object: ApiObject, { operations }: ObjectPatch): readonly string[] {
  try {
    applyPatch(object.toJson(), operations);
    return [];
  } catch (error) {
    if (error instanceof PatchError) return [error.message];
    throw error;
  }
}

/**
 * Lays each patch over the one object of its target. A target that matches no object or several, and an operation that
 * addresses nothing, are one PatchError that tells all of them.
 */
export function patchObjects(objects: readonly ApiObject[], patches: readonly ObjectPatch[]): void {
  const problems = patches.flatMap((patch) => {
    const { target, operations } = patch;
    const found = objects.filter(({ kind, name }) => kind === target.kind && [undefined, name].includes(target.name));
    const [object] = found;
    const unfit = problemOf(target, found, objects);
    if (object === undefined || unfit.length > 0) return unfit;
    const misfit = misfits(object, patch);
    if (misfit.length === 0) overlay(object, (json) => applyPatch(json, operations));
    return misfit;
  });
  if (problems.length > 0) throw new PatchError(problems.join('\n'));
}
