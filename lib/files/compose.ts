import type { LocalService } from '../local/types/local.js';
import { secrets } from './compose/build.js';
import { dependencyEntry, dependencyScripts } from './compose/dependencies.js';
import { composeText } from './compose/document.js';
import { instancesOf } from './compose/instances.js';
import { inOrder } from './compose/order.js';
import { migrationEntries, serviceEntry } from './compose/service-entry.js';
import type { Mapping } from './compose/value.js';

/** The services and the containers of their dependencies as one project, sorted by name. */
const project = (name: string, services: readonly LocalService[], shared: boolean): Mapping => {
  const instances = instancesOf(services, shared);
  const entries = [
    ...services.map((service) => [service.name, serviceEntry(service, { instances, services, shared })] as const),
    ...services.flatMap((service) => migrationEntries(service, { instances, services, shared })),
    ...instances.containers.map((container) => [container.name, dependencyEntry(container)] as const),
  ].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const volumes = instances.containers.map(({ volume }) => volume).toSorted();
  const builds = secrets(services);
  const scripts = Object.assign({}, ...instances.containers.map(dependencyScripts)) as Mapping;
  return {
    name,
    services: Object.fromEntries(entries.map(([key, entry]) => [key, inOrder(entry)])),
    ...(volumes.length > 0 && { volumes: Object.fromEntries(volumes.map((volume) => [volume, {}])) }),
    ...(Object.keys(builds).length > 0 && { secrets: builds }),
    ...(Object.keys(scripts).length > 0 && { configs: scripts }),
  };
};

/**
 * The Compose file of one service, to be written beside its definition: the service as it runs in production, as far as one
 * machine can do that, and its dependencies. Needs Docker Compose 2.30 or newer, for `post_start`.
 */
export const compose = (service: LocalService): string =>
  // The image, its folder and its files are seen from the definition's own folder.
  composeText(
    service.source,
    [
      'A line in .env wins over what is configured here (LOG_LEVEL=debug); compose.override.yaml can change anything else.',
    ],
    project(service.name, [{ ...service, folder: '.' }], false),
  );

/**
 * The Compose file of a workspace, to be written in its folder: all of its services, with one container for those of their
 * dependencies that are the same. Its `.env` has the keys of each service behind the service's name (`credentialKey`).
 */
export const workspaceCompose = (services: readonly LocalService[], name: string): string =>
  composeText(
    'the workspace',
    [
      'A line in .env wins over what is configured here (MYAPP_LOG_LEVEL=debug); compose.override.yaml can change anything else.',
    ],
    project(
      name,
      services.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      true,
    ),
  );
