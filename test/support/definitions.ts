import { DefinitionError, type Problem } from '../../lib/definition/problems.js';
import { type PlatformInput, platform } from '../../lib/platform.js';
import { type ResolveOptions, resolve, type Service } from '../../lib/service.js';

/** Fields of a definition as a test writes them: not yet checked, so that they may be wrong. */
export type Fields = Readonly<Record<string, unknown>>;

/** The smallest definition of a service that listens on a port. */
export const minimal = (more: Fields = {}): Fields => ({
  name: 'orders',
  team: 'shop',
  image: 'registry.example.com/acme/orders:1.4.2',
  health: { live: '/livez', ready: '/readyz' },
  ...more,
});

/** The smallest definition of a worker. */
export const worker = (more: Fields = {}): Fields => minimal({ workload: 'worker', health: {}, ...more });

/** The smallest definition of a cron job. */
export const cron = (more: Fields = {}): Fields =>
  minimal({ workload: { kind: 'cron', schedule: '@daily' }, health: {}, ...more });

/** A platform with one environment, `test`. */
export const cluster = (facts: PlatformInput['environments'][string] = {}) =>
  platform({ name: 'acme', environments: { test: facts } });

/** A definition resolved for the one environment of a platform with these facts. */
export const resolved = (
  input: Fields,
  facts: PlatformInput['environments'][string] = {},
  options: ResolveOptions = {},
): Service => resolve(input, { platform: cluster(facts), ...options });

/** The problems that an action finds; none where it does not throw. */
export const problemsOf = (action: () => unknown): readonly Problem[] => {
  try {
    action();
  } catch (error) {
    if (error instanceof DefinitionError) return error.problems;
    throw error;
  }
  return [];
};
