import { namespaceOf, type ObjectSet } from './object-set.js';
import type { Pod } from './pods.js';
import { type Problem, unless } from './problem.js';
import { catalogue } from './rule.js';
import { inEach, pods } from './scopes.js';
import { at, fieldsAt, isFields, listAt, textAt } from './values.js';

/** The keys of a ConfigMap or Secret of the set, also where an ExternalSecret makes it; undefined when they cannot be known. */
function keysInSet(kind: 'ConfigMap' | 'Secret', namespace: string, name: string, set: ObjectSet) {
  const found = set.find(kind, namespace, name);
  if (found) return ['data', 'binaryData', 'stringData'].flatMap((field) => Object.keys(fieldsAt(found, field)));
  const external = set
    .inNamespace('ExternalSecret', namespace)
    .find((one) => (textAt(one, 'spec.target.name') ?? one.metadata.name) === name);
  if (kind !== 'Secret' || !external || listAt(external, 'spec.dataFrom').length > 0) return undefined;
  return listAt(external, 'spec.data').flatMap((entry) => textAt(entry, 'secretKey') ?? []);
}

const referencedKeys = (pod: Pod, set: ObjectSet): readonly Problem[] =>
  inEach(
    ({ fields }) =>
      listAt(fields, 'env').flatMap((entry, index) =>
        (['configMapKeyRef', 'secretKeyRef'] as const).flatMap((source) => {
          const reference = at(entry, `valueFrom.${source}`);
          if (!isFields(reference) || reference.optional === true) return [];
          const kind = source === 'secretKeyRef' ? 'Secret' : 'ConfigMap';
          const [name, key] = [textAt(reference, 'name') ?? '', textAt(reference, 'key') ?? ''];
          const known = keysInSet(kind, namespaceOf(pod.object), name, set);
          return unless(
            known === undefined || known.includes(key),
            `env[${index}].valueFrom.${source}.key`,
            `${kind} ${name} has no key ${key}, must be one of ${known?.join(', ')}`,
          );
        }),
      ),
    () => true,
  )(pod, set);

/** What variables refer to. */
export const references = catalogue([
  {
    ids: ['kube-linter/env-value-from'],
    reason: 'a pod whose reference is not there never starts',
    fix: 'correct the name or the key under config.variables or config.secrets',
    check: pods(referencedKeys),
  },
]);
