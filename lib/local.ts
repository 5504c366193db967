import { dirname, relative, sep } from 'node:path';
import { Definition } from './definition/index.js';
import { DefinitionError } from './definition/problems.js';
import type { WorkspaceEntry } from './entries/entry.js';
import { Problems } from './entries/problems.js';
import { migrationTaken, nameTaken } from './entries/taken.js';
import type { ImagesLock } from './images-lock.js';
import { configuration } from './local/configuration.js';
import { connected } from './local/dependencies.js';
import { goConfig } from './local/go-package.js';
import { asked } from './local/health.js';
import { imageBuild } from './local/image-build.js';
import { imageFacts } from './local/images.js';
import { unpinned } from './local/pinned.js';
import { productionOf, withLocal } from './local/platform.js';
import { probeNames } from './local/probe-names.js';
import { local } from './local/run.js';
import type { LocalService } from './local/types/local.js';
import { isObject } from './plain.js';
import { localEnvironment, type Platform } from './platform.js';
import { present } from './present.js';
import { by, type Neighbour, namespaceOf } from './service/context.js';
import type { DefinitionSchema } from './service/parse.js';
import { finish, neighbourOf, type Read, read } from './service.js';

export type { LocalService } from './local/types/local.js';

/** What a workspace is resolved with for its files. */
export interface LocalOptions<S extends DefinitionSchema> {
  readonly platform: Platform;
  readonly images?: ImagesLock;
  /** a team's extension of `Definition`, for every definition of the workspace */
  readonly schema?: S;
  /** the workspace's folder, which the definitions' folders are told from */
  readonly workspace: string;
}

/** Where manifests are, seen from a definition's folder: beside the workspace, or in it where it is the folder itself. */
const manifestsFrom = (folder: string): string =>
  folder === '.' ? 'dist' : `${'../'.repeat(folder.split('/').length + 1)}dist`;

/** What was read of a definition for local work, made like production. */
type Local<S extends DefinitionSchema> = Read<S> & { readonly production: string };

/** What a service is in production it is here too, where the definition says nothing else for one's own machine. */
const alike = ['server', 'migrations', 'health', 'shutdown', 'security'] as const;

/** A definition for one's own machine with what production says; processor and memory are always production's. */
const asInProduction = <D extends Definition>(local: D, production: D, input: unknown): D => {
  const environments = isObject(input) && isObject(input.environments) ? input.environments : {};
  const said = isObject(environments[localEnvironment]) ? environments[localEnvironment] : {};
  const kept = alike.filter((concern) => !Object.hasOwn(said, concern));
  const taken = Object.fromEntries([...kept, 'resources' as const].map((concern) => [concern, production[concern]]));
  return { ...local, ...taken };
};

const localService = <S extends DefinitionSchema>(
  one: Local<S>,
  neighbours: ReadonlyMap<string, Neighbour>,
  { images = {}, workspace }: LocalOptions<S>,
): LocalService => {
  const service = finish(one, images, neighbours);
  const { platform, environment, source } = one;
  const definition: Definition = one.definition;
  const connections = connected(definition, platform.bases);
  const folder = relative(workspace, dirname(source)).split(sep).join('/') || '.';
  const namespace = namespaceOf(definition, environment, localEnvironment);
  const context = {
    definition,
    environmentName: localEnvironment,
    environment,
    namespace,
    image: service.image,
    neighbours,
  };
  const built = imageBuild(definition, service, platform.bases);
  const runs = local(definition, service, connections, neighbours);
  const problems = [...unpinned(built, runs.dependencies, platform.bases), ...probeNames(built, runs.variables)];
  if (problems.length > 0) throw new DefinitionError(source, problems.map(one.located));
  return present({
    ...service,
    definition: source,
    source: source.split(sep).at(-1) ?? source,
    folder,
    manifests: manifestsFrom(folder),
    production: one.production,
    images: imageFacts(platform.images, service.name),
    imageBuild: built,
    // A finished image has no program that we know of, but perhaps a probe that runs a command.
    healthCheck: built === undefined ? asked(definition, service, [])?.healthCheck : built.healthCheck,
    local: runs,
    configuration: configuration(context),
    goConfig: goConfig(definition),
  });
};

/**
 * Resolves every definition of a workspace for one's own machine: the environment `local`, which every platform has and
 * every definition may change, and which is like production in all else that one machine can keep. Sorted by name. Throws a WorkspaceError
 * that lists the problems of all files at once.
 */
export const resolveLocal = <S extends DefinitionSchema = typeof Definition>(
  entries: readonly WorkspaceEntry[],
  options: LocalOptions<S>,
): readonly LocalService[] => {
  const platform = withLocal(options.platform);
  const schema = (options.schema ?? Definition) as S;
  const production = productionOf(options.platform);
  const problems = new Problems([localEnvironment]);
  const all = entries.flatMap(({ source, input }) =>
    problems.attempt(source, localEnvironment, (): Local<S> => {
      const one = read(input, { platform, environment: localEnvironment, source, schema });
      const there = read(input, { platform, environment: production, source, schema });
      return { ...one, production, definition: asInProduction(one.definition, there.definition, input) };
    }),
  );
  const neighbours = new Map(all.map(neighbourOf).map((one) => [one.name, one]));
  const named = all.map(({ source, definition: { name, migrations } }) => ({
    ...{ source, name },
    migrates: migrations !== undefined,
  }));
  nameTaken(named, problems, localEnvironment);
  migrationTaken(named, problems, localEnvironment);
  const services = all.flatMap((one) =>
    problems.attempt(one.source, localEnvironment, () => localService(one, neighbours, options)),
  );
  problems.report();
  return services.toSorted(by(({ name }) => name));
};
