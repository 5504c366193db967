import { givenOnce } from './host-ports.js';
import type { LocalService } from './types/local.js';

/**
 * The services as one Compose file starts them together: each port of one's own machine is given once. The first service
 * that wants a number has it, in the order given; the next gets the next free one.
 */
export const inWorkspace = (services: readonly LocalService[]): readonly LocalService[] => {
  const taken = new Set<string>();
  return services.map((service) => ({
    ...service,
    local: { ...service.local, ports: givenOnce(taken, service.local.ports) },
  }));
};
