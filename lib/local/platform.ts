import { Environment } from '../platform/environment.js';
import type { Platform } from '../platform.js';

/** The environment that files are made for; every definition may say in `environments.local` what differs there. */
export const localEnvironment = 'local';

const bare = Environment.parse({ local: true, imagePullPolicy: 'IfNotPresent', domain: 'localhost' });

/** The platform with an environment for one's own machine: its own, or a bare one. */
export const withLocal = (platform: Platform): Platform =>
  Object.hasOwn(platform.environments, localEnvironment)
    ? platform
    : { ...platform, environments: { ...platform.environments, [localEnvironment]: bare } };

/** The environment whose limits local work keeps: the one that the platform names, `production`, or the last one. */
export const productionOf = ({ production, environments }: Platform): string => {
  const names = Object.keys(environments);
  return production ?? (names.includes('production') ? 'production' : (names.at(-1) ?? localEnvironment));
};
