import { join } from './problem.js';
import type { KubernetesObject } from './rule.js';
import type { Labels } from './selectors.js';
import { at, type Fields, fieldsAt, isFields, listAt } from './values.js';

/** The pod that a workload runs, with where its spec stands in the workload. */
export interface Pod {
  readonly object: KubernetesObject;
  /** Path of the pod template, empty for a bare Pod. */
  readonly template: string;
  /** Path of the pod spec. */
  readonly path: string;
  readonly labels: Labels;
  readonly spec: Fields;
  readonly containers: readonly Container[];
}

/** A container of a pod; its path is relative to the pod spec. */
export interface Container {
  readonly role: 'main' | 'init' | 'ephemeral';
  readonly path: string;
  readonly fields: Fields;
}

const templates: Readonly<Record<string, string>> = {
  Deployment: 'spec.template',
  StatefulSet: 'spec.template',
  DaemonSet: 'spec.template',
  ReplicaSet: 'spec.template',
  Job: 'spec.template',
  CronJob: 'spec.jobTemplate.spec.template',
  Pod: '',
};

const lists = [
  ['initContainers', 'init'],
  ['containers', 'main'],
  ['ephemeralContainers', 'ephemeral'],
] as const;

/** The pod of a workload; undefined for objects that run none. */
export function podOf(object: KubernetesObject): Pod | undefined {
  const template = templates[object.kind];
  if (template === undefined) return undefined;
  const path = join(template, 'spec');
  const spec = fieldsAt(object, path);
  const labels = fieldsAt(object, join(template, 'metadata.labels'));
  return { object, template, path, labels, spec, containers: containersOf(spec) };
}

const containersOf = (spec: Fields): readonly Container[] =>
  lists.flatMap(([list, role]) =>
    listAt(spec, list).flatMap((fields, index) =>
      isFields(fields) ? [{ role, path: `${list}[${index}]`, fields }] : [],
    ),
  );

/** Whether the pod is meant to run on, and not to end: everything but Job and CronJob. */
export const runsOn = (pod: Pod): boolean => pod.object.kind !== 'Job' && pod.object.kind !== 'CronJob';

/** A security setting of a container, or the pod's where the container says nothing. */
export const effective = (pod: Pod, container: Container, setting: string): unknown =>
  at(container.fields, `securityContext.${setting}`) ?? at(pod.spec, `securityContext.${setting}`);
