import { expect, test } from 'vitest';
import { type Fields, minimal, resolved } from '../../support/definitions.js';

const rules = (config: Fields, kind: string): readonly string[] =>
  resolved(minimal({ config }), { priorityClass: 'high' }).waivers.flatMap(({ rule, kinds }) =>
    kinds.includes(kind) && /secret|sensitive|C-0012|C-0207|C-0259/i.test(rule) ? [rule] : [],
  );

const open = { sensitive: false, reason: 'it only says how long they last' };
const inConfigMaps = ['kubescape/C-0012', 'kubescape/C-0259'];

test('a configuration without anything like a secret waives nothing', () => {
  const config = { variables: { REGION: 'eu', COPY: '$(REGION)' }, files: { '/etc/app/a.yaml': 'a: b' } };
  expect(rules(config, 'ConfigMap')).toEqual([]);
  expect(rules(config, 'Deployment')).toEqual([]);
});

test('a variable that is said to be no secret is waived where its value stands', () => {
  const variables = { TOKEN_TTL: { value: '5m', ...open } };
  expect(rules({ variables }, 'ConfigMap')).toEqual(['polaris/sensitiveConfigmapContent', ...inConfigMaps]);
  expect(rules({ variables }, 'Deployment')).toEqual([]);
  const referring = { REGION: 'eu', TOKEN_URL: { value: '$(REGION)/token', ...open } };
  expect(rules({ variables: referring }, 'ConfigMap')).toEqual([]);
  expect(rules({ variables: referring }, 'Deployment')).toEqual(['polaris/sensitiveContainerEnvVar', ...inConfigMaps]);
});

test('a word for which a scanner takes a value for a secret is waived for that scanner only', () => {
  expect(rules({ variables: { SCHEME: 'Bearer' } }, 'ConfigMap')).toEqual(inConfigMaps);
  expect(rules({ files: { '/etc/app/a.yaml': 'issuer: jwt' } }, 'ConfigMap')).toEqual(inConfigMaps);
});

test('a file that is said to be no secret is waived', () => {
  const files = { '/etc/app/keycloak.json': { content: '{}', ...open } };
  expect(rules({ files }, 'ConfigMap')).toEqual(inConfigMaps);
});

test('secrets in the environment are waived as such, and mounted ones only where their path looks like one', () => {
  const readsIt = ['kubescape/C-0207', 'kube-linter/read-secret-from-env-var'];
  expect(rules({ secrets: { DB_PASSWORD: {} } }, 'Deployment')).toEqual(readsIt);
  const mounted = (name: string) => rules({ secrets: { [name]: { as: 'file' } } }, 'Deployment');
  expect(mounted('DB_PASSWORD')).toEqual(['polaris/sensitiveContainerEnvVar']);
  expect(mounted('CLIENT_SECRET')).toEqual(['kube-linter/env-var-secret', 'polaris/sensitiveContainerEnvVar']);
  expect(mounted('DATABASE_URL')).toEqual([]);
});
