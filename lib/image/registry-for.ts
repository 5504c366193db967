import { Registry } from '../definition/image.js';
import { DefinitionError, type Problem } from '../definition/problems.js';
import { lockKeys, registriesUnder } from '../images-lock/keys.js';
import type { Platform } from '../platform.js';

const problemsOf = (under: string, known: readonly string[], registries: readonly string[]): readonly Problem[] => {
  const malformed = registries.filter((registry) => !Registry.safeParse(registry).success);
  if (!known.includes(under))
    return [
      { path: 'environments', message: `there is no environment or channel ${under}`, allowed: known.join(', ') },
    ];
  if (malformed.length > 0)
    return [
      {
        path: 'registry',
        message: 'it is no registry',
        value: malformed.join(', '),
        allowed: 'a registry and a path, such as registry.example.com/shop',
      },
    ];
  if (registries.length < 2) return [];
  return [
    {
      path: 'registry',
      message: `the environments of ${under} take their images from several registries`,
      value: registries.join(', '),
      fix: 'build for one environment at a time, or name the registry for this run',
    },
  ];
};

/**
 * The registry that the images of an environment come from, of those that follow a channel, or of all for `*`; one that is
 * named goes before what the platform says, and undefined is none. Throws a DefinitionError for an environment or channel
 * that the platform does not have, for several registries, and for a named one that is none.
 */
export const registryFor = (under: string, platform: Platform, named?: string): string | undefined => {
  const registries = named === undefined ? registriesUnder(under, platform) : [named];
  const problems = problemsOf(under, lockKeys(platform), registries);
  if (problems.length > 0) throw new DefinitionError('platform', problems);
  return registries[0];
};
