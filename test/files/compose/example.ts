import type { LocalDependency, LocalService } from '../../../lib/local/types/local.js';
import { goOrders } from '../../support/local-orders.js';

/** A dependency with an account, or without one. */
export const dependency = (
  kind: LocalDependency['kind'],
  version: string,
  account?: LocalDependency['account'],
): LocalDependency => ({
  name: kind,
  kind,
  version,
  image: `${kind}:${version}`,
  port: 1234,
  ...(account !== undefined && { account }),
});

/** A user with its database, its password under a key of `.env`. */
export const account = (user: string, password = 'DB_PASSWORD') => ({ user, password, database: user });

/** A service with another name, and what it is given. */
export const named = (
  name: string,
  local: Partial<LocalService['local']> = {},
  others: Partial<LocalService> = {},
): LocalService => ({
  ...goOrders,
  name,
  folder: `apps/${name}`,
  local: { ...goOrders.local, ...local },
  ...others,
});
