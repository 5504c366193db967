import { z } from 'zod';
import { compareQuantity, Quantity } from './quantity.js';
import { shorthand } from './shorthand.js';

/** What a container may use when its definition does not say. */
export const resourceDefaults = {
  cpu: { request: '100m', limit: '1' },
  memory: { request: '128Mi', limit: '512Mi' },
  storage: { request: '1Gi', limit: '1Gi' },
} as const satisfies Record<string, { request: string; limit: string }>;

const quantity = (text: string): Quantity => Quantity.parse(text);
const smaller = (a: Quantity, b: Quantity): Quantity => (compareQuantity(a, b) <= 0 ? a : b);
const larger = (a: Quantity, b: Quantity): Quantity => (compareQuantity(a, b) >= 0 ? a : b);

const Range = z.strictObject({
  /** what the scheduler reserves; default: the kit's, or the limit where that is lower */
  request: Quantity.optional(),
  /** what it may use at most; default: the kit's, or the request where that is higher */
  limit: Quantity.optional(),
});

const CpuRange = z.strictObject({
  /** what the scheduler reserves; default: the kit's, or the limit where that is lower */
  request: Quantity.optional(),
  /** what it may use before it is throttled; `none` lets it use what is free on the node */
  limit: z.union([z.literal('none'), Quantity]).optional(),
});

const filled = (
  standard: { request: string; limit: string },
  given: { request?: Quantity | undefined; limit?: Quantity | undefined },
) => ({
  request: given.request ?? smaller(quantity(standard.request), given.limit ?? quantity(standard.limit)),
  limit: given.limit ?? larger(quantity(standard.limit), given.request ?? quantity(standard.request)),
});

const range = (standard: { request: string; limit: string }) =>
  shorthand(Quantity, Range, (both) => ({ request: both, limit: both }))
    .prefault({})
    .transform((given) => filled(standard, given));

const cpu = shorthand(Quantity, CpuRange, (both) => ({ request: both, limit: both }))
  .prefault({})
  .transform(({ request, limit }) =>
    limit === 'none'
      ? { request: request ?? quantity(resourceDefaults.cpu.request), limit: 'none' as const }
      : filled(resourceDefaults.cpu, { request, limit }),
  );

/** Processor, memory and ephemeral storage: one quantity for request and limit alike, or both. */
export const Resources = z
  .strictObject({
    /** processor time in cores, such as `250m` or `2` */
    cpu,
    /** memory in bytes, such as `256Mi`; a limit is always set */
    memory: range(resourceDefaults.memory),
    /** ephemeral storage in bytes: logs, writable folders, the container's own layer */
    storage: range(resourceDefaults.storage),
  })
  .prefault({});
