import { fileVariables, urlVariable } from '../definition/claims.js';
import type { Definition } from '../definition/index.js';
import { by, type Neighbour, portNamed } from '../service/context.js';
import type { Service } from '../service.js';
import type { Connected } from './dependencies.js';
import type { LocalVariable, Part } from './types/local.js';
import { expanded, joined, localValue } from './values.js';

/** The addresses of the services that it calls, by the names that Compose gives their containers. */
const called = (
  { network }: Definition,
  neighbours: ReadonlyMap<string, Neighbour>,
): ReadonlyMap<string, readonly Part[]> =>
  new Map(
    network.calls.flatMap(({ service, port, env }) => {
      const callee = neighbours.get(service);
      if (!env || callee === undefined) return [];
      const { port: number, appProtocol } = portNamed(callee.ports, port);
      const scheme = appProtocol === 'http' ? 'http://' : '';
      return [[urlVariable(service), [{ kind: 'text' as const, text: `${scheme}${service}:${number}` }]] as const];
    }),
  );

/** What the dependencies give to variables and secrets of the process, by name. */
export const filledIn = (connections: readonly Connected[]): ReadonlyMap<string, readonly Part[]> =>
  new Map(connections.flatMap(({ variables }) => Object.entries(variables)));

/** What the ConfigMap of the service's own variables holds. */
const plain = ({ container, configMaps }: Service): readonly (readonly [string, string])[] =>
  container.variableSources.flatMap(({ kind, name }) =>
    kind === 'configMap' ? Object.entries(configMaps.find((map) => map.name === name)?.data ?? {}) : [],
  );

/**
 * The variables of the process on one's own machine, in the order in which a pod gets them: the values of the definition,
 * with its dependencies where they run here, secrets from `.env`, and a stand-in for what only a cluster has.
 */
export const localVariables = (
  definition: Definition,
  service: Service,
  connections: readonly Connected[],
  neighbours: ReadonlyMap<string, Neighbour>,
): readonly LocalVariable[] => {
  const here = new Map([...filledIn(connections), ...called(definition, neighbours)]);
  // A secret that is mounted as a file has no variable of its own name.
  const asFile = (name: string): boolean => definition.config.secrets[name]?.as === 'file';
  const known = new Map<string, readonly Part[]>();
  const give = (name: string, parts: readonly Part[]): void => {
    known.set(name, joined(here.get(name) ?? parts));
  };
  // What stands in the configuration file is empty here, which is as good as not set, until a line of `.env` fills it.
  const inFile = fileVariables(definition).map((name) => [name, ''] as const);
  for (const [name, text] of [...plain(service), ...inFile].toSorted(by(([name]) => name)))
    give(name, [{ kind: 'text', text }]);
  for (const variable of service.container.variables)
    give(variable.name, variable.kind === 'literal' ? expanded(variable.value, known) : localValue(variable, service));
  return [...known].filter(([name]) => !asFile(name)).map(([name, value]) => ({ name, value }));
};
