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
