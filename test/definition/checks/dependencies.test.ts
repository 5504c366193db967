import { dependencyChecks } from '../../../lib/definition/checks/dependencies.js';
import { describeChecks } from '../../support/checks.js';
import { minimal } from '../../support/definitions.js';

const config = {
  variables: { DB_HOST: 'db.example.com', DB_PORT: 5432, DB_USER: 'orders', DB_NAME: 'orders', CACHE: 'redis:6379' },
  secrets: { DB_PASSWORD: {}, DATABASE_URL: {} },
};
const needs = (dependencies: object) => minimal({ config, dependencies });
const postgres = (variables: unknown) => needs({ postgres: { version: '16', variables } });

describeChecks(dependencyChecks, [
  {
    id: 'dependency-variables',
    breaks: postgres('PG'),
    path: 'dependencies.postgres.variables.host',
    says: ['no variable PG_HOST'],
    passes: postgres('DB'),
  },
  {
    id: 'dependency-variables',
    breaks: postgres({ password: 'DB_USER' }),
    path: 'dependencies.postgres.variables.password',
    says: ['DB_USER holds a password'],
    passes: postgres({ password: 'DB_PASSWORD' }),
  },
  {
    id: 'dependency-variables',
    breaks: postgres({ url: 'DB_HOST' }),
    path: 'dependencies.postgres.variables.url',
    says: ['DB_HOST holds a password'],
    passes: postgres({ url: 'DATABASE_URL' }),
  },
  {
    id: 'dependency-variables',
    breaks: needs({ redis: { version: '7', variables: { user: 'DB_USER' } } }),
    path: 'dependencies.redis.variables.user',
    says: ['redis has no user'],
    passes: needs({ redis: { version: '7', variables: { address: 'CACHE', password: 'DB_PASSWORD' } } }),
  },
  {
    id: 'dependency-variable-once',
    breaks: needs({
      postgres: { version: '16', variables: { host: 'DB_HOST' } },
      redis: { version: '7', variables: { host: 'DB_HOST' } },
    }),
    path: 'dependencies.redis.variables.host',
    says: ['DB_HOST is filled in by dependencies.postgres.variables.host too'],
    passes: needs({
      postgres: { version: '16', variables: { host: 'DB_HOST' } },
      redis: { version: '7', variables: { address: 'CACHE' } },
    }),
  },
]);
