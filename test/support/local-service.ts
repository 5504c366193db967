import { type LocalService, resolveLocal } from '../../lib/local.js';
import { localPlatform, type Platform, type PlatformInput, platform } from '../../lib/platform.js';
import type { Fields } from './definitions.js';

/** The services of a workspace as their files need them; each definition stands in a folder of its name. */
export const localServices = (
  definitions: readonly Fields[],
  on: Platform | Partial<PlatformInput> = localPlatform,
): readonly LocalService[] => {
  const given = { name: 'acme', environments: { production: {} }, ...on } as PlatformInput;
  return resolveLocal(
    definitions.map((input) => ({ source: `services/${String(input.name)}/service.yaml`, input })),
    { platform: on === localPlatform ? localPlatform : platform(given), workspace: 'services' },
  );
};

/** One service as its files need it. */
export const localService = (definition: Fields = {}, on?: Partial<PlatformInput>): LocalService => {
  const [service] = localServices(
    [{ name: 'orders', team: 'shop', build: 'go', health: { live: '/livez', ready: '/readyz' }, ...definition }],
    on,
  );
  if (service === undefined) throw new Error('there is no service');
  return service;
};
