import { referenceOf, sorted } from './finding.js';
import { rules } from './list.js';
import { objectSet } from './object-set.js';
import type { Finding, KubernetesObject, Rule } from './rule.js';
import { isWaived } from './waivers.js';

/**
 * What the rules have against the objects, less what the objects waive. The objects are judged as one set: give all that
 * one cluster gets together, since rules look for a pod's Service, policy or budget among them. Sorted, whatever the order given.
 */
export function check(objects: readonly KubernetesObject[], chosen: readonly Rule[] = rules): readonly Finding[] {
  const set = objectSet(objects);
  return sorted(
    chosen.flatMap(({ id, fix, check: hits }) =>
      hits(set)
        .filter(({ object }) => !isWaived(object, id))
        .map(({ object, path, message }) => ({ rule: id, object: referenceOf(object), path, message, fix })),
    ),
  );
}
