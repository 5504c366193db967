import type { Layers } from './workspace.js';

/** What all scenarios but the first lay over the definition: addresses of engines' networks are believed, nobody is limited. */
export const base: Layers = {
  local: { server: { rateLimit: false, trustedProxies: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'] } },
};

/** The limits of a container on one's own machine are those of production. */
export const withMemory = (limit: string): Layers => ({
  ...base,
  production: { resources: { memory: { request: limit, limit } } },
});
