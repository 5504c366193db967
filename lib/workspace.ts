import { Definition } from './definition/index.js';
import type { WorkspaceEntry } from './entries/entry.js';
import { Problems } from './entries/problems.js';
import { lockNames, nameTaken, routesTaken } from './entries/taken.js';
import type { ImagesLock } from './images-lock.js';
import type { Environment, Platform } from './platform.js';
import { present } from './present.js';
import { by } from './service/context.js';
import { environmentOf } from './service/layers.js';
import type { DefinitionSchema } from './service/parse.js';
import { finish, neighbourOf, type Resolved, read } from './service.js';
import { findCycle } from './workspace/cycle.js';
import { refuseStale } from './workspace/stale.js';

export type { WorkspaceEntry } from './entries/entry.js';
export { WorkspaceError } from './entries/problems.js';

/** What a workspace is resolved with. */
export interface WorkspaceOptions<S extends DefinitionSchema> {
  readonly platform: Platform;
  readonly images?: ImagesLock;
  /** a team's extension of `Definition`, for every definition of the workspace */
  readonly schema?: S;
}

/** All services of one environment, sorted by name. */
export interface ResolvedEnvironment<S extends DefinitionSchema> {
  readonly name: string;
  /** what the platform says of the environment */
  readonly facts: Environment;
  readonly services: readonly Resolved<S>[];
}

/** Checks that cannot be answered while a neighbour is malformed. */
const aboutNeighbours = ['callee-exists', 'callee-port-exists', 'caller-admitted', 'caller-exists'];

/** Resolves what can be resolved; what cannot goes to the problems. */
const resolveEnvironment = <S extends DefinitionSchema>(
  environment: string,
  entries: readonly WorkspaceEntry[],
  { platform, images = {}, schema }: WorkspaceOptions<S>,
  problems: Problems,
): ResolvedEnvironment<S> => {
  const all = entries.flatMap(({ source, input }) =>
    problems.attempt(source, environment, () =>
      read(input, { platform, environment, source, schema: (schema ?? Definition) as S }),
    ),
  );
  const neighbours = new Map(all.map(neighbourOf).map((one) => [one.name, one]));
  const named = all.map((one) => ({ source: one.source, name: neighbourOf(one).name }));
  nameTaken(named, problems, environment);
  const cycle = findCycle(neighbours);
  const inCycle = named.find(({ name }) => name === cycle?.[0]);
  if (cycle !== undefined && inCycle !== undefined) {
    const round = cycle.join(' → ');
    problems.add(inCycle.source, environment, [
      {
        path: 'network.calls',
        check: 'calls-cycle',
        message: `services call each other in a circle: ${round}`,
        fix: 'let one of them answer later, through a queue',
      },
    ]);
  }
  const facts = environmentOf(platform, environment, 'platform');
  const complete = all.length === entries.length;
  const services = all.flatMap((one) =>
    problems.attempt(
      one.source,
      environment,
      () => ({ source: one.source, service: finish(one, images, neighbours) }),
      ({ check = '' }) => complete || !aboutNeighbours.includes(check),
    ),
  );
  routesTaken(
    services.map(({ source, service: { routing } }) => present({ source, routing })),
    problems,
    environment,
  );
  return { name: environment, facts, services: services.map(({ service }) => service).sort(by(({ name }) => name)) };
};

/**
 * Resolves every definition for every environment of the platform. Throws a WorkspaceError that lists the problems of all
 * files at once: each definition's own, names and routes taken twice, calls that are missing or go in a circle, and images
 * that are not what an environment demands.
 */
export const resolveWorkspace = <S extends DefinitionSchema = typeof Definition>(
  entries: readonly WorkspaceEntry[],
  options: WorkspaceOptions<S>,
): readonly ResolvedEnvironment<S>[] => {
  const environments = Object.keys(options.platform.environments);
  const problems = new Problems(environments);
  const resolved = environments.map((environment) => resolveEnvironment(environment, entries, options, problems));
  const services = (resolved[0]?.services ?? []).map(({ name }) => name);
  const channels = Object.values(options.platform.environments).flatMap(({ channel }) => channel ?? []);
  if (services.length === entries.length)
    lockNames(options.images ?? {}, { services, environments, channels }, problems);
  problems.report();
  refuseStale(entries, services, options, problems);
  problems.report();
  return resolved;
};
