import myapp from '../../../apps/myapp/service.js';
import organisation from '../../../apps/platform.js';
import type { DefinitionInput, ImagesLock, Platform } from '../../../lib/index.js';
import lock from './workspace/images.lock.json' with { type: 'json' };

const { production } = organisation.environments;
if (production === undefined) throw new Error('the example organisation has no environment "production"');

/** The example organisation with its production cluster alone: the environment in which `myapp` has all of its objects. */
export const platform: Platform = { ...organisation, environments: { production } };

/** The names of so many services, each of which is the only caller of the one before it. */
export const serviceNames = (count: number): readonly string[] =>
  count === 1 ? [myapp.name] : Array.from({ length: count }, (_, at) => `${myapp.name}-${at}`);

/** The reference service under another name, with one caller. */
export const definition = (name: string, caller: string): DefinitionInput => ({
  ...myapp,
  name,
  network: { ...myapp.network, expose: `${name}.{domain}`, callers: [caller] },
  environments: { production: myapp.environments?.production ?? {} },
});

/** One version of each service. */
export const images = (names: readonly string[]): ImagesLock =>
  Object.fromEntries(names.map((name) => [name, { '*': { tag: '1.4.2', digest: lock.myapp['*'].digest } }]));
