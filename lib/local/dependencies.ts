import {
  type DependencyKind,
  dependencyPorts,
  hasAccounts,
  hasPassword,
  isDependencyKind,
} from '../definition/dependencies.js';
import type { Definition } from '../definition/index.js';
import type { Bases } from '../platform/bases.js';
import { present } from '../present.js';
import { by } from '../service/context.js';
import { baseImage } from './bases.js';
import type { LocalDependency, Part } from './types/local.js';
import { environmentKey } from './values.js';

type Dependency = Definition['dependencies'][string];

/** The repository of each kind, and the variant that has what the health check asks with. */
const images: Readonly<Record<DependencyKind, readonly [repository: string, variant: string]>> = {
  postgres: ['postgres', '-alpine'],
  mysql: ['mysql', ''],
  redis: ['redis', '-alpine'],
  valkey: ['valkey/valkey', '-alpine'],
  rabbitmq: ['rabbitmq', '-alpine'],
  nats: ['nats', '-alpine'],
  kafka: ['apache/kafka', ''],
  minio: ['minio/minio', ''],
};

const schemes: Readonly<Record<DependencyKind, string>> = {
  postgres: 'postgres',
  mysql: 'mysql',
  redis: 'redis',
  valkey: 'redis',
  rabbitmq: 'amqp',
  nats: 'nats',
  kafka: 'kafka',
  minio: 'http',
};

/** The key of a dependency's password in `.env`, where no variable of the process has one. */
const passwordKey = (name: string): string => `${environmentKey(name.toUpperCase())}_PASSWORD`;

/** What stands for a secret in local work: the same on every machine, so that nobody takes it for one. */
export const localOnly = (key: string): string => `local-only-${key.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;

const text = (value: string): Part => ({ kind: 'text', text: value });

/** A dependency beside the service, and the variables of the process that it fills in. */
export interface Connected {
  readonly dependency: LocalDependency;
  readonly variables: Readonly<Record<string, readonly Part[]>>;
}

/** The kind of a dependency: said, or its own name; the check dependency-kind has refused all else. */
const kindOf = (name: string, { kind }: Dependency): DependencyKind =>
  kind ?? (isDependencyKind(name) ? name : 'postgres');

/** A service's name as the kind takes it: buckets have no `_`, databases no `-`; an access key has three letters at least. */
const ownName = (name: string, kind: DependencyKind): string =>
  kind === 'minio' ? name.padEnd(3, '0') : name.replaceAll('-', '_');

/** What the variable holds here already, or else the service's own name. */
const chosen = (definition: Definition, kind: DependencyKind, variable: string | undefined): string => {
  const found = variable === undefined ? undefined : definition.config.variables[variable];
  const value = found?.kind === 'value' ? (found.value ?? found.default) : undefined;
  return value === undefined || value === '' ? ownName(definition.name, kind) : String(value);
};

/** What is made for the service; a password alone only where the process has a variable for it. */
const accountOf = (
  definition: Definition,
  name: string,
  kind: DependencyKind,
  { variables }: Dependency,
): LocalDependency['account'] => {
  const password = variables.password === undefined ? undefined : environmentKey(variables.password);
  if (hasPassword(kind)) return password === undefined ? undefined : { user: 'default', password, database: '0' };
  if (!hasAccounts(kind)) return undefined;
  return {
    user: chosen(definition, kind, variables.user),
    password: password ?? passwordKey(name),
    database: chosen(definition, kind, variables.database),
  };
};

const connect = (definition: Definition, bases: Bases, name: string, asked: Dependency): Connected => {
  const kind = kindOf(name, asked);
  const { variables, version } = asked;
  const port = dependencyPorts[kind];
  const [repository, variant] = images[kind];
  const tag = /^\d+(\.\d+)*$/.test(version) ? `${version}${variant}` : version;
  const account = accountOf(definition, name, kind, asked);
  const host: Part = { kind: 'host', dependency: name };
  const user = account === undefined || hasPassword(kind) ? '' : encodeURIComponent(account.user);
  const login: readonly Part[] =
    account === undefined ? [] : [text(`${user}:`), { kind: 'credential', key: account.password }, text('@')];
  const path =
    account === undefined || kind === 'minio' || hasPassword(kind) ? '' : `/${encodeURIComponent(account.database)}`;
  const loginOfUrl = kind === 'minio' ? [] : login;
  const filled: readonly (readonly [string | undefined, readonly Part[]])[] = [
    [variables.host, [host]],
    [variables.port, [text(String(port))]],
    [variables.address, [host, text(`:${port}`)]],
    [variables.url, [text(`${schemes[kind]}://`), ...loginOfUrl, host, text(`:${port}${path}`)]],
    [variables.user, account === undefined ? [] : [text(account.user)]],
    [variables.password, account === undefined ? [] : [{ kind: 'credential', key: account.password }]],
    [variables.database, account === undefined ? [] : [text(account.database)]],
  ];
  return {
    dependency: present({ name, kind, version, image: baseImage(`${repository}:${tag}`, bases), port, account }),
    variables: Object.fromEntries(
      filled.flatMap(([variable, parts]) => (variable === undefined || parts.length === 0 ? [] : [[variable, parts]])),
    ),
  };
};

/** The dependencies of a service as they run beside it, sorted by name; each listens on its kind's usual port. */
export const connected = (definition: Definition, bases: Bases): readonly Connected[] =>
  Object.entries(definition.dependencies)
    .map(([name, dependency]) => connect(definition, bases, name, dependency))
    .sort(by(({ dependency }) => dependency.name));
