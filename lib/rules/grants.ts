import { namespaceOf, type ObjectSet } from './object-set.js';
import type { KubernetesObject } from './rule.js';
import { listAt, textAt, textsAt } from './values.js';

/** One rule of a role, in force by a binding. */
export interface Grant {
  readonly binding: KubernetesObject;
  readonly roleKind: string;
  readonly roleName: string;
  readonly rule: unknown;
}

/** What a right consists of; a rule gives it when it names any of each, or all by `*`. */
export interface Right {
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** To run a command in a pod, or to attach to one. */
export const exec: Right = { resources: ['pods/exec', 'pods/attach', 'pods/*'], verbs: ['get', 'create'] };

const everything = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };

/** The rules that bindings of the set put in force; cluster-admin is known without being in the set. */
export const grantsOf = (set: ObjectSet): readonly Grant[] =>
  ['RoleBinding', 'ClusterRoleBinding'].flatMap(set.ofKind).flatMap((binding) => {
    const roleKind = textAt(binding, 'roleRef.kind') ?? '';
    const roleName = textAt(binding, 'roleRef.name') ?? '';
    const role = set.find(roleKind, roleKind === 'Role' ? namespaceOf(binding) : '', roleName);
    const rules = role ? listAt(role, 'rules') : roleName === 'cluster-admin' ? [everything] : [];
    return rules.map((rule) => ({ binding, roleKind, roleName, rule }));
  });

/** Whether a rule of a role gives the right. */
export const gives = (rule: unknown, { resources, verbs }: Right): boolean =>
  names(textsAt(rule, 'resources'), resources) && names(textsAt(rule, 'verbs'), verbs);

/** Whether a rule gives everything on everything. */
export const givesAll = (rule: unknown): boolean =>
  ['apiGroups', 'resources', 'verbs'].every((field) => textsAt(rule, field).includes('*'));

const names = (stated: readonly string[], wanted: readonly string[]): boolean =>
  stated.some((name) => name === '*' || wanted.includes(name));
