import type { Layer } from './definition/index.js';

/**
 * Keeps the runtime contract in one word: the HTTP server's limits, structured logs, Prometheus metrics, the two health
 * endpoints that the program can ask itself, and an orderly shutdown, each told to the process in the contract's variables.
 */
const contract: Layer = {
  server: {},
  health: {
    live: { kind: 'http', path: '/health/live' },
    ready: { kind: 'http', path: '/health/ready' },
    client: 'subcommand',
  },
  observability: { logs: {}, metrics: {} },
  shutdown: { env: true, drainedBy: 'process' },
};

/** The presets that come with the kit, by name; a platform adds its own. */
export const presets: Readonly<Record<string, Layer>> = { contract };
