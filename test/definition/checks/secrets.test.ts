import { expect, test } from 'vitest';
import { secretChecks } from '../../../lib/definition/checks/secrets.js';
import { crossFieldProblems } from '../../../lib/definition/checks.js';
import { Definition } from '../../../lib/definition/index.js';
import { describeChecks } from '../../support/checks.js';
import { minimal } from '../../support/definitions.js';

const cloudKey = 'AKIAABCDEFGHIJKLMNOP';
const password = 'correct-horse';
const configured = (config: object) => minimal({ config });
const variable = (name: string, value: unknown) => configured({ variables: { [name]: value } });

describeChecks(secretChecks, [
  {
    id: 'secret-looking-literal',
    breaks: variable('DB_PASSWORD', password),
    path: 'config.variables.DB_PASSWORD',
    says: ['name'],
    passes: variable('DB_PASSWORD', { value: password, sensitive: false, reason: 'known to everyone' }),
  },
  {
    id: 'secret-looking-literal',
    breaks: variable('DB_PASSWORD', { value: password, sensitive: false }),
    path: 'config.variables.DB_PASSWORD.sensitive',
    says: ['reason'],
    passes: variable('DB_PASSWORD', ''),
  },
  {
    id: 'secret-looking-literal',
    breaks: variable('REGION', { value: cloudKey, sensitive: false, reason: 'it is no secret, honestly' }),
    path: 'config.variables.REGION',
    says: ['value'],
    passes: variable('REGION', 'eu-central-1'),
  },
  {
    id: 'secret-looking-literal',
    breaks: variable('REGION', { value: 'eu-central-1', default: cloudKey }),
    path: 'config.variables.REGION',
    says: ['value'],
    passes: variable('REGION', { value: 'eu-central-1', default: 'us-east-1' }),
  },
  {
    id: 'secret-looking-literal',
    breaks: configured({ files: { '/etc/app/app.yaml': `a: 1\nkey: ${cloudKey}\n` } }),
    path: 'config.files["/etc/app/app.yaml"]',
    says: ['content'],
    passes: configured({ files: { '/etc/app/app.yaml': 'password: $DB_PASSWORD\n' } }),
  },
  {
    id: 'secret-looking-literal',
    breaks: configured({ files: { '/etc/app/app.yaml': 'db:\n  password: hunter2\n' } }),
    path: 'config.files["/etc/app/app.yaml"]',
    says: ['content'],
    passes: configured({
      files: {
        '/etc/app/app.yaml': { content: 'password: hunter2\n', sensitive: false, reason: 'a fixture of the docs' },
      },
    }),
  },
  {
    id: 'secret-looking-literal',
    breaks: configured({ variables: { DSN: 'host=db password=hunter2' } }),
    path: 'config.variables.DSN',
    says: ['value'],
    passes: configured({ variables: { DSN: 'host=db password=$(DB_PASSWORD)' }, secrets: { DB_PASSWORD: {} } }),
  },
  {
    id: 'secret-looking-literal',
    breaks: minimal({ workload: { kind: 'service', args: ['--url', `postgres://me:${password}@db/orders`] } }),
    path: 'workload.args[1]',
    says: ['secret'],
    passes: minimal({ workload: { kind: 'service', args: ['--url', 'postgres://me@db/orders'] } }),
  },
  {
    id: 'secret-looking-literal',
    breaks: minimal({ migrations: ['--password=hunter2'] }),
    path: 'migrations.args[0]',
    says: ['secret'],
    passes: minimal({ migrations: ['--url=postgres://me:$(DB_PASSWORD)@db', 'password=$(DB_PASSWORD) user=me'] }),
  },
  {
    id: 'secret-looking-literal',
    breaks: variable('DSN', 'password=hunter2 user=me'),
    path: 'config.variables.DSN',
    says: ['value'],
    passes: configured({
      secrets: { DB_PASSWORD: {} },
      variables: { DSN: 'password=$(DB_PASSWORD) user=me' },
    }),
  },
  {
    id: 'secret-looking-literal',
    breaks: variable('LINK', `postgres://me:${password}@$(HOST)/orders`),
    path: 'config.variables.LINK',
    says: ['value'],
    passes: configured({
      secrets: { PASSWORD: {} },
      variables: { LINK: 'postgres://me:$(PASSWORD)@db/orders' },
    }),
  },
  {
    id: 'secret-looking-file',
    breaks: configured({ files: { '/etc/app/token': 'abc' } }),
    path: 'config.files["/etc/app/token"]',
    says: ['name'],
    passes: configured({
      files: { '/etc/app/token': { content: 'abc', sensitive: false, reason: 'known to everyone' } },
    }),
  },
  {
    id: 'secret-looking-file',
    breaks: minimal({ config: { file: '/etc/app/secret.yaml', reload: 'watch' }, server: {} }),
    path: 'config.file',
    says: ['name'],
    passes: minimal({ config: { file: '/etc/app/config.yaml', reload: 'watch' }, server: {} }),
  },
  {
    id: 'secret-place',
    breaks: configured({ secrets: { DATABASE: `postgres://me:${password}@db/orders` } }),
    path: 'config.secrets.DATABASE',
    says: ['the secret itself'],
    passes: configured({ secrets: { DATABASE: 'shop/orders#password' } }),
  },
]);

test('no problem shows a secret', () => {
  const definition = Definition.parse(
    minimal({
      config: {
        variables: {
          DB_PASSWORD: password,
          API_TOKEN: { value: password, type: 'integer', allowed: [1] },
          REGION: { value: cloudKey, type: 'port' },
        },
        secrets: { DATABASE: `postgres://me:${password}@db/orders` },
        files: { '/etc/app/a': cloudKey },
      },
      workload: { kind: 'service', command: ['/app', cloudKey] },
    }),
  );
  const text = JSON.stringify(crossFieldProblems(definition));
  expect(text).not.toContain(password);
  expect(text).not.toContain(cloudKey);
});
