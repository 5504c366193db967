import type { z } from 'zod';
import { nearest } from '../definition/issues.js';
import { quote } from '../definition/path.js';
import { DefinitionError, type Problem } from '../definition/problems.js';
import { looksSecretValue } from '../definition/secret-like.js';
import { longForm } from '../definition/spelling.js';
import { isJsonObject } from '../json.js';
import { type Merged, mergePlain, type NamedLayer, plainLayers } from '../merge.js';
import { plainObject } from '../plain.js';
import { localEnvironment, type Platform } from '../platform.js';
import { presets as kitPresets } from '../presets.js';

const own = ['name', 'presets', 'environments'];

const overlayName = (environment: string): string => `environments.${environment}`;

/** What an environment's layer, a preset or the platform may not say: who the service is, and further layers. */
const forbidden = ({ name, value }: NamedLayer): readonly Problem[] =>
  Object.keys(isJsonObject(value) ? value : {})
    .filter((key) => own.includes(key))
    .map((key) => ({
      path: `${name}.${key}`,
      check: 'layer-keys',
      message: `a layer cannot set ${key}`,
      fix: 'set it in the definition itself',
    }));

const unknown = (path: string, check: string, what: string, name: string, known: readonly string[]): Problem => {
  const near = nearest(name, known);
  const shown = looksSecretValue(name) ? '"(hidden)"' : quote(name);
  return {
    path,
    check,
    message: `there is no ${what} ${shown}`,
    value: shown.slice(1, -1),
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
export const layered = (
  schema: z.core.$ZodType,
  input: unknown,
  platform: Platform,
  environment: string,
  source: string,
): Layered => {
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
      Object.hasOwn(platform.environments, name) || name === localEnvironment
        ? forbidden({ name: overlayName(name), value: overlays[name] })
        : [unknown(overlayName(name), 'environment-exists', 'environment', name, Object.keys(platform.environments))],
    ),
    ...below.filter(({ value }) => value !== undefined).flatMap(forbidden),
  ];
  const { presets: _, environments: __, ...self } = definition;
  const layers = [...plainLayers(below), { name: source, value: self }, ...above];
  const merged = mergePlain(
    layers.flatMap(({ name, value }) => (isJsonObject(value) ? [{ name, value: longForm(schema, value) }] : [])),
  );
  for (const key of ['presets', 'environments'] as const)
    if (definition[key] !== undefined) merged.value[key] = definition[key];
  return Object.assign(merged, { problems });
};

const isWithin = (path: string, outer: string): boolean => path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);

/** The layer that set what stands at a path, the list or short form around it, or something in it. */
const setBy = (path: string, origin: Layered['origin']): string | undefined => {
  const inside = () => [...origin].flatMap(([leaf, layer]) => (isWithin(leaf, path) ? [layer] : []));
  const around = origin.get(path) ?? [...origin].find(([leaf]) => isWithin(path, leaf))?.[1];
  return around ?? inside().find((layer) => layer.startsWith(overlayName(''))) ?? inside()[0];
};

/** Says of a problem which layer the value came from, where that is not the definition itself. */
export const located = (problem: Problem, { origin }: Pick<Layered, 'origin'>, source: string): Problem => {
  const set = setBy(problem.path, origin);
  if (problem.path === '' || set === undefined || set === source) return problem;
  return set.startsWith(overlayName(''))
    ? { ...problem, path: `${set}.${problem.path}` }
    : { ...problem, message: `${problem.message} (set by ${set})` };
};

/** Where the values of a definition come from. */
export interface Provenance {
  /** the layer that set each leaf, by its path */
  readonly origin: () => Layered['origin'];
  /** says of a problem which layer the value came from */
  readonly located: (problem: Problem) => Problem;
}

/** Lays the layers again when it is asked, so that a workspace of many services need not hold them all. */
export const provenance = (...layers: Parameters<typeof layered>): Provenance => ({
  origin: () => layered(...layers).origin,
  located: (problem) => located(problem, layered(...layers), layers[4]),
});
