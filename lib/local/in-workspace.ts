import type { LocalService } from './types/local.js';

type Published = LocalService['local']['ports'][number];

/** The first number from a port on that is not taken yet. */
const free = (from: number, taken: ReadonlySet<string>, protocol: string): number => {
  let port = from;
  while (taken.has(`${port}/${protocol}`)) port = port === 65_535 ? 1024 : port + 1;
  return port;
};

/**
 * The services as one Compose file starts them together: each port of one's own machine is given once. The first service
 * that wants a number has it, in the order given; the next gets the next free one.
 */
export const inWorkspace = (services: readonly LocalService[]): readonly LocalService[] => {
  const taken = new Set<string>();
  const published = (wanted: Published): Published => {
    const host = free(wanted.host, taken, wanted.protocol);
    taken.add(`${host}/${wanted.protocol}`);
    return { ...wanted, host };
  };
  return services.map((service) => ({
    ...service,
    local: { ...service.local, ports: service.local.ports.map(published) },
  }));
};
