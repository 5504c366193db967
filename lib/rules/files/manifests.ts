import { referenceOf } from '../finding.js';
import { type Container, type Pod, podOf } from '../pods.js';
import type { KubernetesObject } from '../rule.js';
import { at, isFields, listAt, numberAt, textAt } from '../values.js';
import type { Manifests, Place } from './artefacts.js';
import { type Conflict, shown } from './said.js';

/** The pod of a service in one environment. */
export interface Run {
  readonly environment: string;
  readonly file: string;
  readonly objects: readonly KubernetesObject[];
  readonly pod: Pod;
  readonly container: Container;
  /** the ports of the container, such as `8080/tcp`, and their names */
  readonly ports: readonly { readonly name?: string; readonly port: string }[];
  /** the place of a path below the container */
  readonly place: (path: string, value: string) => Place;
  /** the place of a path below the pod's spec */
  readonly podPlace: (path: string, value: string) => Place;
}

const isObject = (value: unknown): value is KubernetesObject =>
  isFields(value) &&
  typeof value.kind === 'string' &&
  isFields(value.metadata) &&
  typeof value.metadata.name === 'string';

/** The place of a path in an object. */
export const objectPlace = (file: string, object: KubernetesObject, path: string, value: string): Place => ({
  file,
  path: `${referenceOf(object)} ${path}`,
  value,
});

const portsOf = ({ fields }: Container): Run['ports'] =>
  listAt(fields, 'ports').flatMap((port) => {
    const number = numberAt(port, 'containerPort');
    const name = textAt(port, 'name');
    const protocol = (textAt(port, 'protocol') ?? 'TCP').toLowerCase();
    return number === undefined ? [] : [{ ...(name !== undefined && { name }), port: `${number}/${protocol}` }];
  });

/** The number of a port that is said by name or by number; undefined when no container of the pod has the name. */
export function portNumber({ pod }: Run, said: unknown): number | undefined {
  if (typeof said === 'number') return said;
  for (const { fields } of pod.containers) {
    const found = listAt(fields, 'ports').find((port) => said !== undefined && at(port, 'name') === said);
    if (found !== undefined) return numberAt(found, 'containerPort');
  }
  return undefined;
}

/** Reads the objects of one environment; a list of what is wrong when they run no container of the service. */
export function readRun({ environment, path: file, objects }: Manifests, service: string): Run | readonly Conflict[] {
  const valid = (Array.isArray(objects) ? objects : []).filter(isObject);
  const pods = valid.flatMap((object) => podOf(object) ?? []);
  const pod = pods.find(({ object }) => object.metadata.name === service) ?? pods[0];
  const main = pod?.containers.filter(({ role }) => role === 'main') ?? [];
  const container = main.find(({ fields }) => fields.name === service) ?? main[0];
  if (pod === undefined || container === undefined) {
    const found = shown(valid.map(({ kind }) => kind).join(', ') || 'nothing');
    return [
      {
        places: [{ file, path: '', value: found }],
        message: `the manifests of ${environment} run no container of ${service}, they hold ${found}`,
        fix: 'synthesize the manifests again, and remove the patch that takes the container away',
      },
    ];
  }
  const podPlace = (path: string, value: string): Place =>
    objectPlace(file, pod.object, pod.path === '' ? path : `${pod.path}.${path}`, value);
  return {
    environment,
    file,
    objects: valid,
    pod,
    container,
    ports: portsOf(container),
    podPlace,
    place: (path, value) => podPlace(`${container.path}.${path}`, value),
  };
}
