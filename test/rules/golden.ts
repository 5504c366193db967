import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../lib/rules/rule.js';

/** Objects, changed for a test. */
export type Change = (objects: readonly KubernetesObject[]) => readonly KubernetesObject[];

/** The objects of golden.yaml, which is the target for one service; a fresh copy at every call. */
export const golden = (): readonly KubernetesObject[] =>
  parseAllDocuments(readFileSync(new URL('./golden.yaml', import.meta.url), 'utf8')).map((document) => document.toJS());

/** Sets the value under a path such as `spec/ports/0/port` of every object of a kind; `undefined` removes it. */
export const set =
  (kind: string, path: string, value: unknown): Change =>
  (objects) =>
    objects.map((object) => (object.kind === kind ? put(object, path.split('/'), value) : object));

/** Puts an object beside the others; in the namespace `shop` unless it says another. */
export const add =
  (kind: string, name: string, rest: Readonly<Record<string, unknown>> = {}): Change =>
  (objects) => [
    ...objects,
    { apiVersion: 'v1', kind, ...rest, metadata: { name, namespace: 'shop', ...Object(rest.metadata) } },
  ];

/** Removes the objects of a kind. */
export const drop =
  (kind: string): Change =>
  (objects) =>
    objects.filter((object) => object.kind !== kind);

/** Several changes, one after the other. */
export const all =
  (...changes: readonly Change[]): Change =>
  (objects) =>
    changes.reduce((changed, change) => change(changed), objects);

/** Sets something of the pod spec of the Deployment. */
export const pod = (path: string, value: unknown): Change => set('Deployment', `spec/template/spec/${path}`, value);

/** Sets something of the container of the Deployment. */
export const container = (path: string, value: unknown): Change => pod(`containers/0/${path}`, value);

/** The golden Deployment as a CronJob that meets the rules on it. */
export const asCronJob: Change = (objects) =>
  objects
    .filter(({ kind }) => ['Deployment', 'ServiceAccount', 'ConfigMap', 'NetworkPolicy'].includes(kind))
    .map((object) => {
      if (object.kind !== 'Deployment') return object;
      const { template } = Object(object.spec);
      const jobTemplate = { spec: { template: put(template, ['spec', 'restartPolicy'], 'OnFailure') } };
      return {
        ...object,
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        spec: { startingDeadlineSeconds: 300, jobTemplate },
      };
    });

const as =
  (kind: string, spec: Readonly<Record<string, unknown>>): Change =>
  (objects) =>
    objects.flatMap((object) => {
      if (object.kind === 'HorizontalPodAutoscaler') return [];
      return object.kind === 'Deployment' ? { ...object, kind, spec: { ...Object(object.spec), ...spec } } : object;
    });

/** The golden Deployment as a Job that meets the rules on it. */
export const asJob: Change = as('Job', { ttlSecondsAfterFinished: 3600 });

/** The golden Deployment as a StatefulSet of three pods, with its headless Service. */
export const asStatefulSet: Change = all(
  as('StatefulSet', { replicas: 3, serviceName: 'orders' }),
  set('Service', 'spec/clusterIP', 'None'),
);

function put<T>(value: T, [key = '', ...rest]: readonly string[], wanted: unknown): T {
  const copy = Object(Array.isArray(value) ? [...value] : { ...value });
  if (rest.length > 0) Reflect.set(copy, key, put(Reflect.get(copy, key) ?? {}, rest, wanted));
  else if (wanted === undefined) Reflect.deleteProperty(copy, key);
  else Reflect.set(copy, key, wanted);
  return Object(copy);
}
