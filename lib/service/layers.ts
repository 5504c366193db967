import { nearest } from '../definition/issues.js';
import { DefinitionError, type Problem } from '../definition/problems.js';
import { isJsonObject } from '../json.js';
import { type Merged, merge, type NamedLayer } from '../merge.js';
import { plainObject } from '../plain.js';
import type { Platform } from '../platform.js';
import { presets as kitPresets } from '../presets.js';

const own = ['name', 'presets', 'environments'];

const overlayName = (environment: string): string => `environments.${environment}`;

/** What an environment's layer, a preset or the platform may not say: who the service is, and further layers. */
const forbidden = ({ name, value }: NamedLayer): readonly Problem[] =>
  isJsonObject(value as never)
    ? Object.keys(value as object)
        .filter((key) => own.includes(key))
        .map((key) => ({
          path: `${name}.${key}`,
          check: 'layer-keys',
          message: `a layer cannot set ${key}`,
          fix: 'set it in the definition itself',
        }))
    : [{ path: name, check: 'layer-keys', message: 'expected a partial definition: an object' }];

const unknown = (path: string, check: string, what: string, name: string, known: readonly string[]): Problem => {
  const near = nearest(name, known);
  return {
    path,
    check,
    message: `there is no ${what} "${name}"`,
    value: name,
    allowed: known.length === 0 ? 'none' : known.join(', '),
    fix: near === undefined ? `remove it, or add the ${what} to the platform` : `did you mean "${near}"?`,
  };
};

/** The facts of an environment; throws a DefinitionError when the platform has none of that name. */
export const environmentOf = (platform: Platform, name: string, source: string) => {
  const environment = Object.hasOwn(platform.environments, name) ? platform.environments[name] : undefined;
  if (environment !== undefined) return environment;
  throw new DefinitionError(source, [
    unknown('', 'environment-exists', 'environment', name, Object.keys(platform.environments)),
  ]);
};

/** A definition with everything that lies under and over it, and what is wrong with the layers themselves. */
export interface Layered extends Merged {
  readonly problems: readonly Problem[];
}

/**
 * Lays kit defaults ← platform ← environment ← presets ← definition ← its own changes for the environment.
 * Throws a DefinitionError for what is not plain data.
 */
export const layered = (input: unknown, platform: Platform, environment: string, source: string): Layered => {
  const definition = plainObject(input, source);
  const presets = { ...kitPresets, ...platform.presets };
  const asked = Array.isArray(definition.presets) ? definition.presets.filter((name) => typeof name === 'string') : [];
  const overlays = isJsonObject(definition.environments ?? null)
    ? (definition.environments as Readonly<Record<string, unknown>>)
    : {};
  const below: NamedLayer[] = [
    { name: 'platform.defaults', value: platform.defaults },
    { name: `platform.environments.${environment}.defaults`, value: platform.environments[environment]?.defaults },
    ...asked.flatMap((name) =>
      Object.hasOwn(presets, name) ? [{ name: `preset ${name}`, value: presets[name] }] : [],
    ),
  ];
  const above: NamedLayer[] = Object.hasOwn(overlays, environment)
    ? [{ name: overlayName(environment), value: overlays[environment] }]
    : [];
  const problems = [
    ...asked.flatMap((name, at) =>
      Object.hasOwn(presets, name)
        ? []
        : [unknown(`presets[${at}]`, 'preset-exists', 'preset', name, Object.keys(presets))],
    ),
    ...Object.keys(overlays).flatMap((name) =>
      Object.hasOwn(platform.environments, name)
        ? forbidden({ name: overlayName(name), value: overlays[name] })
        : [unknown(overlayName(name), 'environment-exists', 'environment', name, Object.keys(platform.environments))],
    ),
    ...below.filter(({ value }) => value !== undefined).flatMap(forbidden),
  ];
  const { presets: _, environments: __, ...self } = definition;
  const layers = [...below, { name: source, value: self }, ...above].filter(
    ({ value }) => value === undefined || isJsonObject(value as never),
  );
  const merged = merge(layers);
  for (const key of ['presets', 'environments'] as const)
    if (definition[key] !== undefined) merged.value[key] = definition[key];
  return { ...merged, problems };
};

/** Says of a problem which layer the value came from, where that is not the definition itself. */
export const located = (problem: Problem, { origin }: Pick<Layered, 'origin'>, source: string): Problem => {
  const set =
    origin.get(problem.path) ??
    [...origin].find(([path]) => path.startsWith(`${problem.path}.`) || path.startsWith(`${problem.path}[`))?.[1];
  if (problem.path === '' || set === undefined || set === source) return problem;
  return set.startsWith('environments.')
    ? { ...problem, path: `${set}.${problem.path}` }
    : { ...problem, message: `${problem.message} (set by ${set})` };
};
