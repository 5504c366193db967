import { z } from 'zod';
import { Quantity } from '../definition/quantity.js';

const Quota = z.record(
  z
    .string()
    .regex(/^[a-z][-a-z0-9./]*$/, 'expected a resource that a ResourceQuota counts, such as requests.cpu or pods'),
  Quantity,
);

/** The namespaces of an environment. */
export const Namespaces = z.strictObject({
  /** the name's pattern; `{system}`, `{team}`, `{name}` and `{environment}` stand for the service's */
  pattern: z
    .string()
    .regex(
      /^[a-z]?([-a-z0-9]|\{(system|team|name|environment)\})+$/,
      'expected a name with {system}, {team}, {name} or {environment} in it',
    )
    .default('{system}'),
  /** true when the platform makes the Namespaces itself, with their policies and quotas */
  owned: z.boolean().default(false),
  /** the Pod Security profile that they enforce */
  podSecurity: z.enum(['restricted', 'baseline', 'privileged']).default('restricted'),
  /** true denies all traffic that no policy allows */
  defaultDeny: z.boolean().default(true),
  /** what all pods of one namespace may use together, by the names of a ResourceQuota */
  quota: Quota.default({}),
});

/** The most that a team may ask for. */
export const Bounds = z.strictObject({
  /** the most pods of one service */
  replicas: z.int().min(1).optional(),
  /** the highest processor limit or request */
  cpu: Quantity.optional(),
  /** the highest memory limit */
  memory: Quantity.optional(),
  /** the highest ephemeral storage limit */
  storage: Quantity.optional(),
});
