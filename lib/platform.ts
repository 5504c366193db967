import { z } from 'zod';
import { Registry } from './definition/image.js';
import { Layer } from './definition/index.js';
import { DefinitionError, problemsOf } from './definition/problems.js';
import { Name } from './definition/scalars.js';
import { plainObject } from './plain.js';
import { Bases } from './platform/bases.js';
import { Environment } from './platform/environment.js';
import { Images } from './platform/images.js';

export type { Environment } from './platform/environment.js';

/** The facts of an organisation's clusters, and what all of its services share. */
export const Platform = z.strictObject({
  /** the organisation's name */
  name: Name,
  /** where images are pulled from, such as `registry.example.com/shop`; absent means local images */
  registry: Registry.optional(),
  /** a layer under every service of every environment */
  defaults: Layer.default({}),
  /** the organisation's own presets, by name */
  presets: z.record(Name, Layer).default({}),
  /** where base images come from, and which digest each has */
  bases: Bases.prefault({}),
  /** how images are built, and the most that they may be */
  images: Images.prefault({}),
  /** the environment whose limits local work keeps; default: `production`, or else the last one */
  production: Name.optional(),
  /** the environments by name */
  environments: z
    .record(Name, Environment)
    .refine((environments) => Object.keys(environments).length > 0, 'a platform needs at least one environment'),
});

/** What an organisation writes: defaults absent. */
export type PlatformInput = z.input<typeof Platform>;

/** What it means: defaults filled in. */
export type Platform = z.output<typeof Platform>;

/** Checks a platform and fills in its defaults; throws a DefinitionError that lists all problems. */
export const platform = (input: PlatformInput): Platform => {
  const parsed = Platform.safeParse(plainObject(input, 'platform'), { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new DefinitionError('platform', problemsOf(parsed.error, input, Platform));
};

/** The environment of one's own machine: files are made for it, and a definition may always say what differs there. */
export const localEnvironment = 'local';

/** What holds without any platform file: one environment, `local`, on a bare current cluster. */
export const localPlatform: Platform = Platform.parse({
  name: 'local',
  environments: { [localEnvironment]: { local: true, imagePullPolicy: 'IfNotPresent' } },
});
