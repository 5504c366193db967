import type { DependencyKind } from '../../definition/dependencies.js';
import { kafka } from './dependencies/kafka.js';
import { minio } from './dependencies/minio.js';
import { mysql } from './dependencies/mysql.js';
import { nats } from './dependencies/nats.js';
import { postgres } from './dependencies/postgres.js';
import { rabbitmq } from './dependencies/rabbitmq.js';
import { redis } from './dependencies/redis.js';
import { valkey } from './dependencies/valkey.js';
import { containerOf, type DependencyContainer, type KindPart, scriptOf } from './dependency-container.js';
import type { Mapping } from './value.js';

const kinds: Readonly<Record<DependencyKind, (container: DependencyContainer) => KindPart>> = {
  postgres,
  mysql,
  redis,
  valkey,
  rabbitmq,
  nats,
  kafka,
  minio,
};

/** A dependency as Compose starts it: hardened, asked whether it is ready, its data in a named volume. */
export const dependencyEntry = (container: DependencyContainer): Mapping =>
  containerOf(container, kinds[container.kind](container));

/** What a dependency needs beside its container: the script that makes its users and databases, as a Compose config. */
export const dependencyScripts = (container: DependencyContainer): Mapping =>
  scriptOf(container, kinds[container.kind](container));
