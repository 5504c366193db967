import type { z } from 'zod';
import { parseImage } from './definition/image.js';
import { Definition } from './definition/index.js';
import { DefinitionError } from './definition/problems.js';
import { Name } from './definition/scalars.js';
import { type ImagesLock, lockedImage } from './images-lock.js';
import { localPlatform, type Platform } from './platform.js';
import { type Context, type Neighbour, namespaceOf, neighbour } from './service/context.js';
import { derive } from './service/derive.js';
import { factProblems } from './service/facts.js';
import { environmentOf } from './service/layers.js';
import { type DefinitionSchema, type Parsed, parse } from './service/parse.js';
import type { Service } from './service/types/service.js';

export type { Service } from './service/types/service.js';

/** What a definition is resolved with; everything may be left away for local work. */
export interface ResolveOptions<S extends DefinitionSchema = typeof Definition> {
  /** the organisation's platform; default: one environment, `local`, on a bare current cluster */
  readonly platform?: Platform;
  /** the environment's name; default: the platform's only one */
  readonly environment?: string;
  /** which image each service runs */
  readonly images?: ImagesLock;
  /** the file or name that errors speak of; default: the service's name */
  readonly source?: string;
  /** the other services of the workspace, as `neighbours` gives them, for `calls` and `callers` */
  readonly neighbours?: ReadonlyMap<string, Neighbour>;
  /** a team's extension of `Definition` */
  readonly schema?: S;
}

/** A Service, and the fields that a team's extension of the schema adds. */
export type Resolved<S extends DefinitionSchema = typeof Definition> = Service & {
  readonly extension: Omit<z.output<S>, keyof Definition>;
};

const sourceOf = (input: unknown): string => {
  const name = typeof input === 'object' && input !== null && 'name' in input ? input.name : undefined;
  return Name.safeParse(name).data ?? 'definition';
};

const onlyEnvironment = (platform: Platform, source: string): string => {
  const [first = '', ...more] = Object.keys(platform.environments);
  if (more.length === 0) return first;
  throw new DefinitionError(source, [
    {
      path: '',
      message: 'the platform has several environments',
      allowed: [first, ...more].join(', '),
      fix: 'say which environment is meant',
    },
  ]);
};

/** Reads a definition for an environment without its neighbours; the first half of `resolve`. */
export const read = <S extends DefinitionSchema = typeof Definition>(
  input: unknown,
  options: ResolveOptions<S> = {},
) => {
  const source = options.source ?? sourceOf(input);
  const platform = options.platform ?? localPlatform;
  const environmentName = options.environment ?? onlyEnvironment(platform, source);
  const environment = environmentOf(platform, environmentName, source);
  const schema = (options.schema ?? Definition) as S;
  const parsed = parse(schema, input, { platform, environment: environmentName, source });
  return { source, schema, platform, environmentName, environment, ...parsed };
};

/** What was read of a definition. */
export type Read<S extends DefinitionSchema = typeof Definition> = Parsed<S> &
  Omit<ReturnType<typeof read<S>>, keyof Parsed<S>>;

/** What the neighbours of a service need to know of it. */
export const neighbourOf = <S extends DefinitionSchema>({
  definition,
  environment,
  environmentName,
}: Read<S>): Neighbour => neighbour(definition as Definition, environment, environmentName);

/** The second half of `resolve`: derives the Service from what was read, its image and its neighbours. */
export const finish = <S extends DefinitionSchema>(
  { source, platform, environmentName, environment, definition, located }: Read<S>,
  images: ImagesLock,
  neighbours: ReadonlyMap<string, Neighbour>,
): Resolved<S> => {
  const base: Definition = definition;
  const registry = environment.registry ?? platform.registry;
  const given = base.image === undefined ? undefined : parseImage(base.image);
  const image =
    given ??
    lockedImage(images, {
      service: base.name,
      environment: environmentName,
      channel: environment.channel,
      registry,
      local: environment.local,
    });
  const namespace = namespaceOf(base, environment, environmentName);
  const context: Context = { definition: base, environmentName, environment, namespace, image, neighbours };
  const problems = factProblems(context).map(located);
  if (problems.length > 0) throw new DefinitionError(source, problems);
  const extension = Object.fromEntries(
    Object.entries(definition).filter(([key]) => !Object.hasOwn(Definition.shape, key)),
  );
  return { ...derive(context), extension: extension as Resolved<S>['extension'] };
};

/**
 * Resolves a definition for one environment into a Service: plain, readonly, nothing left to decide. The same input gives
 * the same Service on any machine. Throws a DefinitionError that lists every problem at once.
 */
export const resolve = <S extends DefinitionSchema = typeof Definition>(
  input: unknown,
  options: ResolveOptions<S> = {},
): Resolved<S> => finish(read(input, options), options.images ?? {}, options.neighbours ?? new Map());
