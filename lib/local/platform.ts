import { Environment } from '../platform/environment.js';
import { localEnvironment, type Platform } from '../platform.js';
import { present } from '../present.js';

const bare = Environment.parse({ local: true, imagePullPolicy: 'IfNotPresent', domain: 'localhost' });

/** What the process sees of a cluster, so that the files of a service follow it too. */
const shared = ({ registry, kubernetes, api, defaults }: Environment) =>
  present({ registry, kubernetes, api, defaults });

/** The platform with an environment for one's own machine: its own, or a bare one that is like production for the process. */
export const withLocal = (platform: Platform): Platform => {
  const { environments } = platform;
  if (Object.hasOwn(environments, localEnvironment)) return platform;
  const production = environments[productionOf(platform)];
  const local = { ...bare, ...(production !== undefined && shared(production)) };
  return { ...platform, environments: { ...environments, [localEnvironment]: local } };
};

/** The environment whose limits local work keeps: the one that the platform names, `production`, or the last one. */
export const productionOf = ({ production, environments }: Platform): string => {
  const names = Object.keys(environments);
  return production ?? (names.includes('production') ? 'production' : (names.at(-1) ?? localEnvironment));
};
