import { z } from 'zod';
import { Quantity } from './quantity.js';
import { AbsolutePath, LabelKey, Name } from './scalars.js';
import { shorthand } from './shorthand.js';

const Id = z.int().min(1, 'expected a number from 1; 0 is root').max(2_147_483_647);

const Writable = z.strictObject({
  /** the folder, such as `/var/cache` */
  path: AbsolutePath,
  /** the most that the folder may hold */
  size: Quantity.prefault('64Mi'),
  /** `memory` keeps it in memory, where it counts against the memory limit */
  medium: z.enum(['disk', 'memory']).default('disk'),
});

const ServiceAccount = z.strictObject({
  /** a ServiceAccount that exists; default: one of the service's own, by its name */
  name: Name.optional(),
  /** annotations of its own ServiceAccount, for the identity that a cloud ties to it */
  annotations: z.record(LabelKey, z.string()).default({}),
  /** true mounts the token of the Kubernetes API */
  token: z.boolean().default(false),
});

/** What the process may do to its machine: as little as the restricted Pod Security profile allows. */
export const Security = z
  .strictObject({
    /** the numeric user; from 10000 it cannot be one of the node's own */
    user: Id.default(65_532),
    /** the numeric group */
    group: Id.default(65_532),
    /** `platform` leaves user and group to the cluster, as OpenShift demands */
    identity: z.enum(['fixed', 'platform']).default('fixed'),
    /** folders that the process may write to; everything else is read-only */
    writable: z.array(shorthand(AbsolutePath, Writable, (path) => ({ path }))).prefault(['/tmp']),
    /** capabilities that it keeps; the restricted profile allows this one only */
    capabilities: z
      .array(z.enum(['NET_BIND_SERVICE']))
      .max(1)
      .default([]),
    /** its identity towards the Kubernetes API */
    serviceAccount: ServiceAccount.prefault({}),
  })
  .prefault({});
