import { isObject } from '../plain.js';
import type { ImagesLock } from './schema.js';

/** Lays entries over a lock, service by service and key by key; an entry replaces the one that was there as a whole. */
export const merged = (lock: ImagesLock, changes: ImagesLock): ImagesLock => {
  const services = new Map(Object.entries(lock));
  for (const [service, entries] of Object.entries(changes))
    services.set(service, { ...services.get(service), ...entries });
  return Object.fromEntries(services);
};

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** A lock as its file holds it: keys sorted at every level, `*` before all names, a line for each value. */
export const lockText = (lock: ImagesLock): string => `${JSON.stringify(sorted(lock), null, 2)}\n`;
