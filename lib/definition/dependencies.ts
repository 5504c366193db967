import { z } from 'zod';
import { Peer } from './peers.js';
import { EnvName, Name, PortNumber } from './scalars.js';
import { shorthand } from './shorthand.js';

/** The kinds of dependency that the kit knows. */
export const dependencyKinds = ['postgres', 'mysql', 'redis', 'valkey', 'rabbitmq', 'nats', 'kafka', 'minio'] as const;

/** One of the kinds of dependency that the kit knows. */
export type DependencyKind = (typeof dependencyKinds)[number];

/** The port that each kind listens on. */
export const dependencyPorts = {
  postgres: 5432,
  mysql: 3306,
  redis: 6379,
  valkey: 6379,
  rabbitmq: 5672,
  nats: 4222,
  kafka: 9092,
  minio: 9000,
} as const satisfies Record<DependencyKind, number>;

/** True when a name is one of the kinds that the kit knows. */
export const isDependencyKind = (name: string): name is DependencyKind => dependencyKinds.some((kind) => kind === name);

/** Kinds that know users; redis and valkey know a password alone, the others take whoever reaches them. */
export const hasAccounts = (kind: DependencyKind): boolean =>
  kind === 'postgres' || kind === 'mysql' || kind === 'rabbitmq' || kind === 'minio';

/** Kinds that know a password, and no users. */
export const hasPassword = (kind: DependencyKind): boolean => kind === 'redis' || kind === 'valkey';

const Variables = z.strictObject({
  /** the variable that holds the whole address, user and password among it */
  url: EnvName.optional(),
  /** the variable that holds host and port, as in `kafka:9092` */
  address: EnvName.optional(),
  /** the variable that holds the host */
  host: EnvName.optional(),
  /** the variable that holds the port */
  port: EnvName.optional(),
  /** the variable that holds the user, or the access key */
  user: EnvName.optional(),
  /** the variable that holds the password, or the secret key */
  password: EnvName.optional(),
  /** the variable that holds the name of the database, virtual host or bucket */
  database: EnvName.optional(),
});

/** `DB` stands for `DB_HOST`, `DB_PORT`, `DB_USER`, `DB_PASSWORD` and `DB_NAME`. */
const prefixed = (prefix: string) => ({
  host: `${prefix}_HOST`,
  port: `${prefix}_PORT`,
  user: `${prefix}_USER`,
  password: `${prefix}_PASSWORD`,
  database: `${prefix}_NAME`,
});

/** A version of a dependency: the tag of its image. */
const Version = z
  .string()
  .max(64)
  .regex(/^\w[\w.-]*$/, 'expected a version such as 16 or 16.4-alpine, which is a tag of its image');

const Dependency = z.strictObject({
  /** what it is; default: the dependency's own name */
  kind: z.enum(dependencyKinds).optional(),
  /** the version, such as `16` */
  version: Version,
  /** what it is for, in a few words */
  purpose: z.string().min(1).max(200).optional(),
  /** the port it listens on; default: the usual one of its kind */
  port: PortNumber.optional(),
  /** the variables of `config` by which the process finds it; local work fills them in: a prefix such as `DB`, or each by name */
  variables: shorthand(EnvName, Variables, prefixed).prefault({}),
  /** where it is: a namespace or an address range; default: anywhere, on its port only */
  at: Peer.optional(),
});

/** What it needs to run: databases, caches and queues by name, each with its version. */
export const Dependencies = z
  .record(
    Name,
    shorthand(Version, Dependency, (version) => ({ version })),
  )
  .default({});
