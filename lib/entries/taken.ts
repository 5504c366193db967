import { nearest } from '../definition/issues.js';
import { migrationService } from '../definition/migrations.js';
import { everywhere } from '../images-lock/keys.js';
import type { ImagesLock } from '../images-lock.js';
import type { Routing } from '../service/types/network.js';
import type { Problems } from './problems.js';

/** Refuses two definitions of one name. */
export const nameTaken = (
  entries: readonly { readonly source: string; readonly name: string }[],
  problems: Problems,
  environment: string,
): void => {
  const first = new Map<string, string>();
  for (const { source, name } of entries) {
    const before = first.get(name);
    if (before === undefined) first.set(name, source);
    else
      problems.add(source, environment, [
        {
          path: 'name',
          check: 'name-taken',
          message: `${before} defines "${name}" too`,
          value: name,
          fix: 'give one of them another name',
        },
      ]);
  }
};

/** Refuses a service whose name is that of the Compose service which migrates another one. */
export const migrationTaken = (
  entries: readonly { readonly source: string; readonly name: string; readonly migrates: boolean }[],
  problems: Problems,
  environment: string,
): void => {
  const migrating = new Map(
    entries.filter(({ migrates }) => migrates).map(({ name }) => [migrationService(name), name] as const),
  );
  for (const { source, name } of entries) {
    const migrated = migrating.get(name);
    if (migrated !== undefined)
      problems.add(source, environment, [
        {
          path: 'name',
          check: 'name-taken',
          message: `in Compose the container that migrates "${migrated}" is called "${name}" too`,
          value: name,
          fix: 'give one of them another name',
        },
      ]);
  }
};

/** Refuses two services under one host and path. */
export const routesTaken = (
  services: readonly { readonly source: string; readonly routing?: Routing }[],
  problems: Problems,
  environment: string,
): void => {
  const first = new Map<string, string>();
  for (const { source, routing } of services)
    for (const { host, path } of routing?.routes ?? []) {
      const before = first.get(host + path);
      if (before === undefined) first.set(host + path, source);
      else if (before !== source)
        problems.add(source, environment, [
          {
            path: 'network.expose',
            check: 'route-taken',
            message: `${before} exposes ${host}${path} too`,
            value: host + path,
            fix: 'give one of them another host or path',
          },
        ]);
    }
};

/** Refuses names in the images lock that nothing has: a slip there would run an older image without a word. */
export const lockNames = (
  images: ImagesLock,
  {
    services,
    environments,
    channels,
  }: {
    readonly services: readonly string[];
    readonly environments: readonly string[];
    readonly channels: readonly string[];
  },
  problems: Problems,
): void => {
  const unknown = (path: string, what: string, name: string, known: readonly string[]) => {
    const near = nearest(name, known);
    const fix = near === undefined ? 'remove it' : `did you mean "${near}"?`;
    const problem = {
      path,
      check: 'image-known',
      message: `there is no ${what} "${name}"`,
      allowed: known.join(', '),
      fix,
    };
    for (const environment of environments) problems.add('images lock', environment, [problem]);
  };
  for (const [service, byEnvironment] of Object.entries(images)) {
    if (!services.includes(service)) unknown(service, 'service', service, services);
    const known = [everywhere, ...environments, ...channels];
    for (const under of Object.keys(byEnvironment))
      if (!known.includes(under))
        unknown(`${service}.${under}`, channels.length === 0 ? 'environment' : 'environment or channel', under, known);
  }
};
