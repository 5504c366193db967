import { migrationChecks } from '../../../lib/definition/checks/migrations.js';
import { describeChecks } from '../../support/checks.js';
import { cron, minimal } from '../../support/definitions.js';

describeChecks(migrationChecks, [
  {
    id: 'migrations-run',
    breaks: minimal({ migrations: { kubernetes: 'none' } }),
    path: 'migrations',
    says: ['nothing to run'],
    passes: minimal({ migrations: { command: ['/app/up'], kubernetes: 'none' } }),
  },
  {
    id: 'migrations-workload',
    breaks: cron({ migrations: ['migrate'] }),
    path: 'migrations',
    says: ['cron', 'every run'],
    passes: cron(),
  },
  {
    id: 'migrations-name',
    breaks: minimal({ name: 'migrate', migrations: ['up'] }),
    path: 'name',
    says: ['init container', '"migrate"'],
    passes: minimal({ name: 'migrate', migrations: { args: ['up'], kubernetes: 'none' } }),
  },
]);
