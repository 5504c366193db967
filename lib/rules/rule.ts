import type { ObjectSet } from './object-set.js';

/** One Kubernetes object as plain JSON, as parsed from its manifest. */
export type KubernetesObject = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly [key: string]: unknown;
  };
  readonly [key: string]: unknown;
};

/** What one rule has against one place of one object. */
export interface Finding {
  /** The rule's id, `<scanner>/<check>`. */
  readonly rule: string;
  /** `Kind/namespace/name`, or `Kind/name` without a namespace. */
  readonly object: string;
  /** Where in the object, for instance `spec.template.spec.containers[0].image`. */
  readonly path: string;
  /** What was found and what is allowed. */
  readonly message: string;
  /** What to change in the definition or the platform. */
  readonly fix: string;
}

/** A finding before the runner names the rule and the object. */
export interface Hit {
  readonly object: KubernetesObject;
  readonly path: string;
  readonly message: string;
}

/** A pure function from all objects that are judged together to what is wrong with them. */
export type Check = (set: ObjectSet) => readonly Hit[];

/** A check with its id, the reason it exists and how a definition meets it. */
export interface Rule {
  /** `<scanner>/<id>` as the scanner spells it: `pss/runAsUser`, `polaris/hostPathSet`, `kubescape/C-0012`. */
  readonly id: string;
  readonly reason: string;
  readonly fix: string;
  readonly check: Check;
}

/** One demand and every scanner's id for it. */
export interface Demand extends Omit<Rule, 'id'> {
  readonly ids: readonly string[];
}

/** A rule for every id of every demand: the same demand of several scanners is written once. */
export const catalogue = (demands: readonly Demand[]): readonly Rule[] =>
  demands.flatMap(({ ids, ...rest }) => ids.map((id) => ({ id, ...rest })));
