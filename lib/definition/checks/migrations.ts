import { migratesInPod, migrationContainer } from '../migrations.js';
import { check } from './check.js';

const migrationsRun = check('migrations-run', ['migrations'], ({ migrations }) =>
  migrations !== undefined && migrations.command === undefined && migrations.args === undefined
    ? [
        {
          path: 'migrations',
          message: 'it says nothing to run',
          allowed: 'args, command, or both',
          fix: 'add the arguments that make the program migrate, as in migrations: [migrate]',
        },
      ]
    : [],
);

const migrationsBefore = check('migrations-workload', ['migrations', 'workload'], ({ migrations, workload }) =>
  migrations !== undefined && workload.kind === 'cron'
    ? [
        {
          path: 'migrations',
          message: 'a cron job would migrate before every run',
          value: workload.kind,
          allowed: 'the kinds service and worker',
          fix: 'let the service that owns the database migrate it, and remove migrations here; or begin the run with it',
        },
      ]
    : [],
);

const migrationsName = check('migrations-name', ['migrations', 'name'], (definition) =>
  migratesInPod(definition) && definition.name === migrationContainer
    ? [
        {
          path: 'name',
          message: `the init container that migrates is called "${migrationContainer}" too`,
          value: definition.name,
          fix: 'choose another name, or say migrations.kubernetes: none',
        },
      ]
    : [],
);

/** Checks of what brings the database up to date. */
export const migrationChecks = [migrationsRun, migrationsBefore, migrationsName];
