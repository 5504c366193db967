import type { Definition } from '../definition/index.js';
import { bytes, millicores } from '../definition/quantity.js';
import { present } from '../present.js';
import type { Neighbour } from '../service/context.js';
import { type CommandLine, migration } from '../service/migrations.js';
import type { Service } from '../service.js';
import { credentials, localFiles } from './credentials.js';
import type { Connected } from './dependencies.js';
import { hostPorts } from './host-ports.js';
import type { Local } from './types/local.js';
import { expanded } from './values.js';
import { localVariables } from './variables.js';

/** Processes and threads that one container may have: more than a service needs, less than a machine can bear. */
const mostProcesses = 1024;

/** How a service runs on one's own machine. */
export const local = (
  definition: Definition,
  service: Service,
  connections: readonly Connected[],
  neighbours: ReadonlyMap<string, Neighbour>,
): Local => {
  const { cpu, memory } = service.container.resources;
  const variables = localVariables(definition, service, connections, neighbours);
  const known = new Map(variables.map(({ name, value }) => [name, value]));
  const words = (list: readonly string[] | undefined) => list?.map((word) => expanded(word, known));
  const line = ({ command, args }: CommandLine) => present({ command: words(command), args: words(args) });
  const migrates = migration(definition);
  return present({
    variables,
    ...line(service.container),
    migration: migrates && line(migrates),
    credentials: credentials(definition, variables, connections),
    files: localFiles(definition, service, connections),
    dependencies: connections.map(({ dependency }) => dependency),
    calls: [...new Set(definition.network.calls.map((call) => call.service))].sort(),
    cpus: cpu.limit === undefined ? undefined : String(Number(millicores(cpu.limit)) / 1000),
    memoryBytes: Number(bytes(memory.limit)),
    pids: mostProcesses,
    tmpfs: definition.security.writable.map(({ path, size }) => ({ path, bytes: Number(bytes(size)) })),
    ports: hostPorts(service),
  });
};
