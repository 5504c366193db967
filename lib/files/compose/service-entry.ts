import type { LocalService, Part } from '../../local/types/local.js';
import { image } from './build.js';
import { environment, type HostOf, piece } from './environment.js';
import type { Instances } from './instances.js';
import { confinement, health, life, mounts, ports, program, tmpfs } from './run.js';
import { type Mapping, template } from './value.js';

/** What a service is started beside: the containers of its dependencies, and the services of the same file. */
export interface Beside {
  readonly instances: Instances;
  readonly services: readonly LocalService[];
  /** whether `.env` and the dependencies serve several services */
  readonly shared: boolean;
}

/** What is started first: its dependencies, and the services that it calls, healthy where anybody can tell. */
const dependsOn = ({ name, local }: LocalService, { instances, services }: Beside): Mapping => {
  const conditions = [
    ...local.dependencies.map(
      (dependency) => [instances.hostOf({ name }, dependency.name), 'service_healthy'] as const,
    ),
    ...services
      .filter((service) => service.name !== name && local.calls.includes(service.name))
      .map(
        (called) => [called.name, called.healthCheck === undefined ? 'service_started' : 'service_healthy'] as const,
      ),
  ];
  const sorted = conditions.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sorted.length === 0
    ? {}
    : { depends_on: Object.fromEntries(sorted.map(([other, condition]) => [other, { condition }])) };
};

/** The names that its definition gives to dependencies which are called otherwise here: files of secrets hold them. */
const links = ({ local }: LocalService, hostOf: HostOf): Mapping => {
  const renamed = local.dependencies.filter(({ name }) => hostOf(name) !== name);
  return renamed.length === 0 ? {} : { links: renamed.map(({ name }) => `${hostOf(name)}:${name}`) };
};

/** A service as Compose builds and starts it. */
export const serviceEntry = (service: LocalService, beside: Beside): Mapping => {
  const hostOf: HostOf = (dependency) => beside.instances.hostOf(service, dependency);
  const word = (parts: readonly Part[]) =>
    template(...parts.map((part) => piece(service, part, beside.shared, hostOf)));
  return {
    ...image(service),
    ...dependsOn(service, beside),
    ...links(service, hostOf),
    ...mounts(service),
    ...(service.local.variables.length > 0 && { environment: environment(service, beside.shared, hostOf) }),
    ...ports(service),
    ...program(service, word),
    ...health(service),
    ...life(service),
    ...confinement(service),
    ...tmpfs(service),
  };
};
