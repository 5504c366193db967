import type { DependencyContainer, KindPart } from '../dependency-container.js';

/** Makes the user and the database, or sets the password of a user that is there; local connections need none. */
const script = `set -eu
until pg_isready --quiet --host=127.0.0.1 --username=postgres --dbname=postgres; do sleep 1; done
psql --no-psqlrc --quiet --username=postgres --dbname=postgres --set=ON_ERROR_STOP=1 \\
  --set=account="$ACCOUNT" --set=password="$PASSWORD" --set=database="$DATABASE" <<'SQL'
SELECT format('CREATE ROLE %I', :'account')
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'account') \\gexec
SELECT format('ALTER ROLE %I LOGIN PASSWORD %L', :'account', :'password') \\gexec
SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'account')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \\gexec
SQL
`;

/** From version 18 on, the image keeps each major version's data in a folder of its own below this one. */
const folderOf = (version: string): string =>
  Number.parseInt(version, 10) < 18 ? '/var/lib/postgresql/data' : '/var/lib/postgresql';

/** The user and the database that every new server has, whose names are left where a script makes the accounts. */
const administrator = { user: 'postgres', database: 'postgres' };

/** PostgreSQL: asked by TCP, since the server that fills a new volume answers on its socket only. */
export const postgres = ({ version, accounts, scripted }: DependencyContainer): KindPart => {
  const [first] = accounts;
  const { user, database } = first !== undefined && !scripted ? first : administrator;
  return {
    folder: folderOf(version),
    check: ['pg_isready', '--quiet', '--host=127.0.0.1', `--username=${user}`, '--dbname=postgres'],
    checkSeconds: 5,
    startSeconds: 30,
    memory: '512m',
    graceSeconds: 30,
    user: 'postgres',
    environment: { POSTGRES_USER: user, POSTGRES_PASSWORD: first?.password, POSTGRES_DB: database },
    ...(scripted && { setup: { script } }),
    others: { shm_size: '128m' },
  };
};
