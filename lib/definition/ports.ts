import type { Definition } from './index.js';
import { portsOf } from './network.js';

/** The ports of a definition by name, with the default of its kind. */
export const definedPorts = (definition: Pick<Definition, 'network' | 'workload'>) =>
  portsOf(definition.workload.kind, definition.network.ports);

/** The port that is meant where none is named: the only one, or `http`; undefined when that is not clear. */
export const impliedPort = (names: readonly string[]): string | undefined =>
  names.length === 1 ? names[0] : names.find((name) => name === 'http');

/** The ports that callers reach: all but one that only serves metrics. */
export const callablePorts = (names: readonly string[], metricsPort: string | undefined): readonly string[] =>
  names.filter((name) => names.length === 1 || name !== metricsPort || name === 'http');

/** Every place in a definition that refers to a port, with the name it gives; undefined where it relies on the implied one. */
export const portReferences = (
  definition: Definition,
): readonly { readonly path: string; readonly port: string | undefined }[] => {
  const { health, server, observability, network } = definition;
  const probes = [
    ['live', health.live],
    ['ready', health.ready],
    ['startup', health.startup],
  ] as const;
  return [
    ...probes.flatMap(([name, probe]) =>
      probe !== undefined && (probe.kind === 'http' || probe.kind === 'grpc' || probe.kind === 'tcp')
        ? [{ path: `health.${name}.port`, port: probe.port }]
        : [],
    ),
    ...(server === undefined ? [] : [{ path: 'server.port', port: server.port }]),
    ...(observability.metrics === undefined
      ? []
      : [{ path: 'observability.metrics.port', port: observability.metrics.port }]),
    ...network.expose.map((route, at) => ({ path: `network.expose[${at}].port`, port: route.port })),
    ...network.callers.flatMap((caller, at) =>
      (caller.ports ?? []).map((port, index) => ({ path: `network.callers[${at}].ports[${index}]`, port })),
    ),
    ...Object.entries(network.services).flatMap(([name, { ports }]) =>
      ports.map((port, index) => ({ path: `network.services.${name}.ports[${index}]`, port })),
    ),
  ];
};
