import { nearest } from '../definition/issues.js';
import { type BuiltService, isBuilt } from '../image/request.js';
import type { LocalService } from '../local.js';
import type { Platform } from '../platform.js';
import { UsageError } from './failure.js';
import { named } from './plans.js';

/** What stands for all environments that are not named. */
export const everywhere = '*';

/**
 * The services of these names whose images are built, or all of them; throws a UsageError for one that is not there, and
 * for one that names a finished image.
 */
export const builtServices = (all: readonly LocalService[], names: readonly string[]): readonly BuiltService[] => {
  const chosen = named(all, names);
  const finished = names.length === 0 ? [] : chosen.filter((service) => !isBuilt(service));
  if (finished.length === 0) return chosen.filter(isBuilt);
  throw new UsageError(
    finished
      .map(
        ({ name, definition }) => `${name} names a finished image, and nothing builds it: see image in ${definition}`,
      )
      .join('\nslipway: '),
  );
};

/** Refuses what is neither an environment nor a channel of the platform. */
export const demandKnown = (under: string, { environments }: Platform): void => {
  const channels = Object.values(environments).flatMap(({ channel }) => channel ?? []);
  const known = [everywhere, ...new Set([...Object.keys(environments), ...channels])];
  if (known.includes(under)) return;
  const near = nearest(under, known);
  const advice = near === undefined ? `there are ${known.join(', ')}` : `did you mean ${near}?`;
  throw new UsageError(`there is no environment or channel ${JSON.stringify(under)}; ${advice}`);
};

/** The registries that the images of an environment, of those that follow a channel, or of all come from. */
export const registriesOf = (under: string, { registry, environments }: Platform): readonly string[] => {
  const meant = Object.entries(environments).filter(([name, { channel }]) => name === under || channel === under);
  const all = meant.length === 0 ? [registry] : meant.map(([, environment]) => environment.registry ?? registry);
  return [...new Set(all)].filter((one) => one !== undefined);
};
