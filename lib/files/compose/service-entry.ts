import { migrationService } from '../../definition/migrations.js';
import type { LocalService, Part } from '../../local/types/local.js';
import { image, sameImage } from './build.js';
import { environment, type HostOf, piece } from './environment.js';
import type { Instances } from './instances.js';
import { confinement, end, health, life, mounts, ports, program, tmpfs } from './run.js';
import { type Mapping, template } from './value.js';

/** What a service is started beside: the containers of its dependencies, and the services of the same file. */
export interface Beside {
  readonly instances: Instances;
  readonly services: readonly LocalService[];
  /** whether `.env` and the dependencies serve several services */
  readonly shared: boolean;
}

type Condition = readonly [other: string, condition: string];

const waitsFor = (conditions: readonly Condition[]): Mapping =>
  conditions.length === 0
    ? {}
    : {
        depends_on: Object.fromEntries(
          conditions.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([other, condition]) => [other, { condition }]),
        ),
      };

const healthyDependencies = (service: LocalService, { instances }: Beside): readonly Condition[] =>
  service.local.dependencies.map(({ name }) => [instances.hostOf(service, name), 'service_healthy']);

/** What is started before a service: what migrates, its dependencies, and the services that it calls, healthy where anybody can tell. */
const before = (service: LocalService, beside: Beside): readonly Condition[] => [
  ...(service.local.migration === undefined
    ? []
    : [[migrationService(service.name), 'service_completed_successfully'] as const]),
  ...healthyDependencies(service, beside),
  ...beside.services
    .filter(({ name }) => name !== service.name && service.local.calls.includes(name))
    .map((called) => [called.name, called.healthCheck === undefined ? 'service_started' : 'service_healthy'] as const),
];

/** The names that its definition gives to dependencies which are called otherwise here: files of secrets hold them. */
const links = ({ local }: LocalService, hostOf: HostOf): Mapping => {
  const renamed = local.dependencies.filter(({ name }) => hostOf(name) !== name);
  return renamed.length === 0 ? {} : { links: renamed.map(({ name }) => `${hostOf(name)}:${name}`) };
};

/** What every container of a service has, whatever it runs. */
const inside = (service: LocalService, { instances, shared }: Beside): Mapping => {
  const hostOf: HostOf = (dependency) => instances.hostOf(service, dependency);
  const word = (parts: readonly Part[]) => template(...parts.map((part) => piece(service, part, shared, hostOf)));
  return {
    ...links(service, hostOf),
    ...mounts(service),
    ...(service.local.variables.length > 0 && { environment: environment(service, shared, hostOf) }),
    ...program(service, word),
    ...end(service),
    ...confinement(service),
    ...tmpfs(service),
  };
};

/** A service as Compose builds and starts it. */
export const serviceEntry = (service: LocalService, beside: Beside): Mapping => ({
  ...image(service),
  ...inside(service, beside),
  ...waitsFor(before(service, beside)),
  ...ports(service),
  ...health(service),
  ...life(service),
});

/** The container that migrates, where there is one, as Compose runs it: once, and to its end. */
export const migrationEntries = (
  service: LocalService,
  beside: Beside,
): readonly (readonly [name: string, entry: Mapping])[] => {
  const { command, args, migration, ...local } = service.local;
  if (migration === undefined) return [];
  const entry: Mapping = {
    ...sameImage(service),
    ...inside({ ...service, local: { ...local, ...migration } }, beside),
    ...waitsFor(healthyDependencies(service, beside)),
    restart: 'no',
    healthcheck: { disable: true },
  };
  return [[migrationService(service.name), entry]];
};
