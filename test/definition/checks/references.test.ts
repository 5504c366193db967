import { referenceChecks } from '../../../lib/definition/checks/references.js';
import { describeChecks } from '../../support/checks.js';
import { minimal } from '../../support/definitions.js';

const variables = (list: object, more: object = {}, beside: object = {}) =>
  minimal({ config: { variables: list, ...more }, ...beside });
const watched = { file: '/etc/app/config.yaml', reload: 'watch' };
const logs = { observability: { logs: {} } };
const running = (word: string, more: object = watched) =>
  variables({}, more, { ...logs, workload: { kind: 'service', args: ['run', word] } });
const migrating = (word: string) => variables({}, watched, { ...logs, migrations: ['up', word] });

describeChecks(referenceChecks, [
  {
    id: 'variable-references',
    breaks: variables({ URL: 'http://$(HOST)', HOST: 'a' }),
    path: 'config.variables.URL',
    says: ['$(HOST)', 'after'],
    passes: variables({ HOST: 'a', URL: 'http://$(HOST)' }),
  },
  {
    id: 'variable-references',
    breaks: variables({ URL: 'http://$(HOSTT)' }),
    path: 'config.variables.URL',
    says: ['$(HOSTT)', 'no such variable'],
    passes: variables({ URL: 'http://$$(HOSTT) $(date' }),
  },
  {
    id: 'variable-references',
    breaks: variables({ PATH: '/app:$(PATH)' }),
    path: 'config.variables.PATH',
    says: ['$(PATH)', 'itself'],
    passes: variables({ LINK: '$(SECRET)' }, { secrets: { SECRET: {} } }),
  },
  {
    id: 'variable-references',
    breaks: variables({ 'app.url': '$(NONE)' }),
    path: 'config.variables["app.url"]',
    says: ['$(NONE)'],
    passes: variables({ 'app.url': '$(NONE)' }, { envFrom: [{ kind: 'configMap', name: 'shared' }] }),
  },
  {
    id: 'variable-references',
    breaks: variables({ HINT: 'at $(LOG_LEVEL)' }, watched, logs),
    path: 'config.variables.HINT',
    says: ['$(LOG_LEVEL)', '/etc/app/config.yaml'],
    passes: variables({ HINT: 'at $(LOG_LEVEL)' }, {}, logs),
  },
  {
    id: 'word-references',
    breaks: running('--level=$(LOG_LEVEL)'),
    path: 'workload.args[1]',
    says: ['$(LOG_LEVEL)', '/etc/app/config.yaml'],
    passes: running('--level=$(LOG_LEVEL)', {}),
  },
  {
    id: 'word-references',
    breaks: migrating('$(LOG_LEVEL)'),
    path: 'migrations.args[1]',
    says: ['$(LOG_LEVEL)'],
    passes: migrating('$$(LOG_LEVEL) $(LOG_FORMAT)'),
  },
  {
    id: 'variable-source-fits',
    breaks: variables({ CPU: { kind: 'resource', resource: 'limits.cpu', divisor: '1Mi' } }),
    path: 'config.variables.CPU.divisor',
    says: ['limits.cpu', '1Mi'],
    passes: variables({ CPU: { kind: 'resource', resource: 'limits.cpu', divisor: '1m' } }),
  },
  {
    id: 'variable-source-fits',
    breaks: variables({ MEMORY: { kind: 'resource', resource: 'limits.memory', divisor: '1m' } }),
    path: 'config.variables.MEMORY.divisor',
    says: ['limits.memory', '1m'],
    passes: variables({ MEMORY: { kind: 'resource', resource: 'limits.memory', divisor: '1Mi' } }),
  },
  {
    id: 'variable-source-fits',
    breaks: variables({ TEAM: { kind: 'field', path: "metadata.labels['a b']" } }),
    path: 'config.variables.TEAM.path',
    says: ['no label'],
    passes: variables({ TEAM: { kind: 'field', path: "metadata.labels['example.com/team']" } }),
  },
]);
