import { groupBy } from './group.js';
import { type Labels, selects } from './selectors.js';
import { fieldsAt } from './values.js';

/** Finds items of a namespace by a LabelSelector, looking only at those that carry its rarest label. */
export type LabelIndex<T> = (namespace: string, selector: unknown) => readonly T[];

/** Indexes items by namespace and label, so that many selectors over many items stay linear. */
export function labelIndex<T>(
  items: readonly T[],
  namespaceOf: (item: T) => string,
  labelsOf: (item: T) => Labels,
): LabelIndex<T> {
  const byLabel = groupBy(items, (item) => keysOf(namespaceOf(item), labelsOf(item)));
  return (namespace, selector) =>
    keysOf(namespace, fieldsAt(selector, 'matchLabels'))
      .map((key) => byLabel.get(key) ?? [])
      .reduce((few, candidates) => (candidates.length < few.length ? candidates : few))
      .filter((item) => selects(selector, labelsOf(item)));
}

const keysOf = (namespace: string, labels: Labels): readonly string[] => [
  namespace,
  ...Object.entries(labels).map(([name, value]) => [namespace, name, String(value)].join('\n')),
];
