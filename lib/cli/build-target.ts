import { nearest } from '../definition/issues.js';
import { type BuiltService, isBuilt } from '../image/request.js';
import { lockKeys } from '../images-lock/keys.js';
import type { LocalService } from '../local.js';
import type { Platform } from '../platform.js';
import { UsageError } from './failure.js';
import { named } from './plans.js';

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

/** Refuses what no entry of the images lock could stand under: it is neither an environment nor a channel of the platform. */
export const demandKnown = (under: string, platform: Platform): void => {
  const known = lockKeys(platform);
  if (known.includes(under)) return;
  const near = nearest(under, known);
  const advice = near === undefined ? `there are ${known.join(', ')}` : `did you mean ${near}?`;
  throw new UsageError(`there is no environment or channel ${JSON.stringify(under)}; ${advice}`);
};
