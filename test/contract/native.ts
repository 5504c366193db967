import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Step } from '../support/suite.js';
import { goSteps } from './native/go.js';
import { missing, type Program, storePrograms } from './native/programs.js';
import { scrapeSteps } from './native/scrape.js';
import { type Stores, startStores } from './native/stores.js';

const needed: readonly Program[] = ['go', 'gofmt', 'cc', 'promtool', ...storePrograms];

/** What this machine lacks of what the steps need, each with where it is to be had; empty when nothing is missing. */
export const nativeMissing = (): readonly string[] => missing(needed);

/**
 * Judges the reference service without Docker: by Go's tools, and by its tests against a real PostgreSQL and Redis that
 * are started by the first step and ended by the last, or when the process exits.
 */
export const nativeSteps = (): readonly Step[] => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-service-'));
  // The daemons are killed as the process exits, before this.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
  let started: Stores | undefined;
  const stores = (): Stores => {
    if (started === undefined) throw new Error('the stores were not started');
    return started;
  };
  return [
    {
      name: 'a real PostgreSQL and a real Redis start',
      action: async () => {
        started = await startStores(folder);
      },
    },
    ...goSteps(join(folder, 'tools'), stores),
    ...scrapeSteps(folder, stores),
    { name: 'PostgreSQL and Redis end', action: () => stores().stop() },
  ];
};
