import type { LockEntry } from '../../lib/images-lock.js';
import type { Clone } from './workspace.js';

/** The services of the example organisation, all of which are built. */
export const services = ['ledger', 'mailer', 'myapp', 'report'] as const;

/** The lock's entry of an image that was built: nothing is missing. */
export type BuiltEntry = { readonly [K in keyof LockEntry]-?: NonNullable<LockEntry[K]> };

/** The lock's entry of a service for all environments; throws where something is missing. */
export const built = (clone: Clone, service: string): BuiltEntry => {
  const entry = clone.lock()[service]?.['*'];
  const { repository, tag, digest, platforms, build } = entry ?? {};
  if (!(repository && tag && digest && platforms && build))
    throw new Error(`the entry of ${service} is ${JSON.stringify(entry)}`);
  return { repository, tag, digest, platforms, build };
};
