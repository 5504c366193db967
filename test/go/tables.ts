import fc from 'fast-check';
import type { ConfigEntry } from '../../lib/local/types/local.js';
import { entry, hostileTexts, tables, validValues } from './entries.js';

const types = ['string', 'integer', 'number', 'boolean', 'duration', 'url', 'port'] as const;

/** One variable of each type. */
export const typed: readonly ConfigEntry[] = types.map((type) => entry(`A_${type.toUpperCase()}`, { type }));

/** One required variable of each type, and a required secret of each form. */
export const required: readonly ConfigEntry[] = [
  ...types.map((type) => entry(`A_${type.toUpperCase()}`, { type, required: true })),
  entry('DB_PASSWORD', { required: true, secret: 'env' }),
  entry('API_KEY', { required: true, secret: 'file' }),
];

/** A required and an optional secret. */
export const secrets: readonly ConfigEntry[] = [
  entry('DB_PASSWORD', { required: true, secret: 'env', description: 'password of the database' }),
  entry('API_KEY', { secret: 'file' }),
];

/** Names that clash in Go, or with the other form of a secret. */
export const clashing: readonly ConfigEntry[] = [
  ...['db.host', 'DB_HOST', 'DB-HOST', 'DB_HOST2', 'type', 'Secret', '_', '_1', '__proto__'].map((name) => entry(name)),
  entry('TOKEN', { secret: 'env' }),
  entry('TOKEN_FILE'),
  entry('KEY', { secret: 'file', required: true }),
  entry('KEY_FILE', { secret: 'file' }),
  entry('PIN'),
  entry('PIN', { secret: 'file' }),
];

/** Every hostile text as description, default and allowed value. */
export const hostile: readonly ConfigEntry[] = hostileTexts.map((text, index) =>
  entry(`TEXT_${index}`, { description: text, default: text, allowed: [text, ...hostileTexts] }),
);

/** Much of what the runtime contract says. */
export const contract: readonly ConfigEntry[] = [
  entry('SERVER_PORT', { type: 'port', default: '8080', origin: 'server' }),
  entry('SERVER_READ_TIMEOUT', { type: 'duration', default: '5s', origin: 'server' }),
  entry('SERVER_MAX_HEADER_BYTES', { type: 'integer', default: '1048576', origin: 'server' }),
  entry('SERVER_RATE_LIMIT', { type: 'number', default: '10', origin: 'server', reload: 'watch' }),
  entry('LOG_LEVEL', { default: 'info', allowed: ['debug', 'info', 'warn', 'error'], reload: 'watch' }),
  entry('LOG_SOURCE', { type: 'boolean', default: 'true' }),
  entry('PAYMENTS_URL', { origin: 'calls', description: 'address of payments' }),
  entry('DB_URL', { default: 'http://$(DB_HOST)/', type: 'url' }),
  entry('DB_USER', { required: true }),
  entry('DB_PASSWORD', { required: true, secret: 'file', reload: 'watch' }),
];

/** The tables of the suite: chosen ones, one without entries, and thirty at random, the same on every machine. */
export const allTables: readonly (readonly ConfigEntry[])[] = [
  typed,
  required,
  secrets,
  clashing,
  hostile,
  contract,
  [],
  ...fc.sample(tables, { seed: Number(process.env.SEED ?? 20_261_122), numRuns: 30 }),
];

/** A value that an entry without a secret may have, of those that are usable; `at` chooses. Empty where none is. */
export const someValue = ({ type, allowed }: ConfigEntry, at: number, usable: (text: string) => boolean): string => {
  const among = (allowed ?? validValues[type]).filter((text) => text !== '' && usable(text));
  return among[at % among.length] ?? '';
};
