import type { Finding, KubernetesObject } from './rule.js';

/** How an object is called in findings: `Kind/namespace/name`, or `Kind/name` without a namespace. */
export const referenceOf = ({ kind, metadata: { name, namespace } }: KubernetesObject): string =>
  [kind, namespace, name].filter((part) => part !== undefined && part !== '').join('/');

const order = (finding: Finding): readonly string[] => [finding.object, finding.rule, finding.path, finding.message];

/** Findings in an order that no input order changes: by object, rule, path and message, in code units. */
export const sorted = (findings: readonly Finding[]): readonly Finding[] =>
  findings
    .map((finding) => ({ finding, key: order(finding).join('\n') }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ finding }) => finding);
