import type { Service } from '../service.js';
import { protocolOf } from './image-build.js';
import type { Local } from './types/local.js';

type Published = Local['ports'][number];

/** The first number from a port on that is not taken yet. */
const free = (from: number, taken: ReadonlySet<string>, protocol: string): number => {
  let port = from;
  while (taken.has(`${port}/${protocol}`)) port = port === 65_535 ? 1024 : port + 1;
  return port;
};

/** Gives each port of one's own machine once, in the order given: who wants a number that is taken gets the next free one. */
export const givenOnce = (taken: Set<string>, wanted: readonly Published[]): readonly Published[] =>
  wanted.map((port) => {
    const host = free(port.host, taken, port.protocol);
    taken.add(`${host}/${port.protocol}`);
    return { ...port, host };
  });

/** The port of one's own machine for a port of the container: its own number, or one that needs no rights of root. */
const hostPort = (port: number): number => (port < 1024 ? 8000 + port : port);

/** The ports of one's own machine for those of the container; one that keeps its own number goes before one that cannot. */
export const hostPorts = ({ container: { ports } }: Pick<Service, 'container'>): readonly Published[] => {
  const wanted = ports.map(({ name, port, protocol }) => ({
    name,
    host: hostPort(port),
    container: port,
    protocol: protocolOf(protocol),
  }));
  const isMoved = ({ host, container }: Published): boolean => host !== container;
  const given = givenOnce(new Set(), [...wanted.filter((port) => !isMoved(port)), ...wanted.filter(isMoved)]);
  return wanted.flatMap(({ name }) => given.filter((port) => port.name === name));
};
