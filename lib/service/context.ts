import type { Definition } from '../definition/index.js';
import { appProtocolOf, servicePortOf } from '../definition/network.js';
import { callablePorts, definedPorts, impliedPort } from '../definition/ports.js';
import type { LockedImage } from '../images-lock.js';
import type { Environment } from '../platform.js';
import { present } from '../present.js';
import type { Port } from './types/container.js';

/** What other services need to know of one: where its pods are, what it listens on, whom it calls, and who may call it. */
export interface Neighbour {
  readonly name: string;
  readonly namespace: string;
  readonly ports: readonly Port[];
  /** true when its name leads to the pods themselves, which listen on the ports' own numbers */
  readonly headless: boolean;
  readonly calls: readonly string[];
  readonly callers: readonly string[];
}

/** Everything that a definition is resolved from. */
export interface Context {
  readonly definition: Definition;
  readonly environmentName: string;
  readonly environment: Environment;
  readonly namespace: string;
  /** with what the lock knows of it */
  readonly image: LockedImage;
  readonly neighbours: ReadonlyMap<string, Neighbour>;
}

/** The name of the system: the definition's, or the service's own name. */
export const systemOf = ({ system, name }: Pick<Definition, 'system' | 'name'>): string => system ?? name;

/** The namespace by the environment's pattern. */
export const namespaceOf = (definition: Definition, environment: Environment, environmentName: string): string =>
  environment.namespaces.pattern
    .replaceAll('{system}', systemOf(definition))
    .replaceAll('{team}', definition.team.name)
    .replaceAll('{name}', definition.name)
    .replaceAll('{environment}', environmentName);

/** The ports of a service, sorted by name. */
export const portList = (definition: Definition): readonly Port[] =>
  Object.entries(definedPorts(definition))
    .map(([name, port]) =>
      present({
        name,
        port: port.port,
        servicePort: servicePortOf(name, port),
        protocol: port.protocol,
        appProtocol: appProtocolOf(name, port),
      }),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** The port of a name, or the implied one; the checks have made sure that there is one. */
export const portNamed = (ports: readonly Port[], name: string | undefined): Port => {
  const wanted = name ?? impliedPort(ports.map((port) => port.name));
  const port = ports.find((one) => one.name === wanted);
  if (port === undefined)
    throw new Error(`no port ${wanted}: the check port-exists should have refused this definition`);
  return port;
};

/** The ports that callers reach. */
export const callable = (definition: Definition): readonly Port[] => {
  const ports = portList(definition);
  const names = callablePorts(
    ports.map(({ name }) => name),
    definition.observability.metrics?.port,
  );
  return ports.filter(({ name }) => names.includes(name));
};

/** What others need to know of a service. */
export const neighbour = (definition: Definition, environment: Environment, environmentName: string): Neighbour => ({
  name: definition.name,
  namespace: namespaceOf(definition, environment, environmentName),
  ports: portList(definition),
  headless: definition.network.service.type === 'Headless',
  calls: definition.network.calls.map(({ service }) => service),
  callers: definition.network.callers.flatMap((caller) => (caller.kind === 'service' ? [caller.service] : [])),
});

/** Compares by a text key, for order that has no meaning. */
export const by =
  <T>(key: (item: T) => string) =>
  (a: T, b: T): number => {
    const [one, other] = [key(a), key(b)];
    return one < other ? -1 : one > other ? 1 : 0;
  };
