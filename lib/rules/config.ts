import type { Container } from './pods.js';
import { type Problem, unless } from './problem.js';
import { catalogue, type KubernetesObject } from './rule.js';
import { containers, mainContainers, objects } from './scopes.js';
import { at, fieldsAt, isSet, listAt, textAt } from './values.js';

interface Entry {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

/** Kubescape's `sensitiveKeyNames` and `sensitiveValues` (default-config-inputs.json), compared without case. */
const sensitiveNames = ['secret', 'key', 'password', 'pwd', 'token', 'jwt', 'bearer', 'credential'];
const sensitiveValues = ['private key', 'eyjhbgcio', 'jwt', 'bearer', '_key_', '_secret_'];
const awsKey = /\bAKIA[0-9A-Z]{16}\b/;

/** Polaris `sensitiveContainerEnvVar` and `sensitiveConfigmapContent`. */
const polarisName =
  /password|token|bearer|secret|^GOOGLE_APPLICATION_CREDENTIALS$|^AZURE_.+KEY$|^OCI_CLI_KEY_CONTENT$/i;
const privateKey = /-BEGIN\s+.*PRIVATE KEY-/i;

/** The variables whose values stand in the manifest. */
const literals = ({ fields }: Container): readonly Entry[] =>
  listAt(fields, 'env').flatMap((entry, index) => {
    const value = at(entry, 'value');
    const name = textAt(entry, 'name') ?? '';
    return isSet(value) ? [{ name, value: String(value), path: `env[${index}]` }] : [];
  });

const keysOf = (configMap: KubernetesObject): readonly Entry[] =>
  Object.entries(fieldsAt(configMap, 'data')).map(([name, value]) => ({
    name,
    value: String(value),
    path: `data.${name}`,
  }));

const has = (text: string, words: readonly string[]): boolean =>
  words.some((word) => text.toLowerCase().includes(word));

/** The value is never shown: it may be a secret. */
const secretLike = (suspect: (entry: Entry) => boolean) => (entry: Entry) =>
  unless(
    !suspect(entry),
    entry.path,
    `${entry.name} has the name or the value of a secret and stands in clear, must come from a Secret`,
  );

const inKubescape = ({ name, value }: Entry): boolean =>
  value !== '' && (has(name, sensitiveNames) || has(value, sensitiveValues) || awsKey.test(value));
const inPolaris = ({ name, value }: Entry): boolean => polarisName.test(name) || privateKey.test(value);
const isFilePath = ({ value }: Entry): boolean => value.startsWith('/');

const secretLiterals = (suspect: (entry: Entry) => boolean) => (container: Container) =>
  literals(container).flatMap(secretLike(suspect));
const secretKeys = (suspect: (entry: Entry) => boolean) =>
  objects(['ConfigMap'], (configMap) => keysOf(configMap).flatMap(secretLike(suspect)));

const uniqueNames = ({ fields }: Container): readonly Problem[] => {
  const names = listAt(fields, 'env').map((entry) => textAt(entry, 'name'));
  return names.flatMap((name, index) =>
    unless(names.indexOf(name) === index, `env[${index}].name`, `variable ${name} is set twice, must be set once`),
  );
};

const readsNoSecret = ({ fields }: Container): readonly Problem[] =>
  listAt(fields, 'env').flatMap((entry, index) =>
    unless(
      !isSet(at(entry, 'valueFrom.secretKeyRef')),
      `env[${index}].valueFrom.secretKeyRef`,
      `variable ${textAt(entry, 'name')} holds a secret, must be a file`,
    ),
  );

const leaks = 'a literal can be read by everybody who may read the manifest or its history';
const toSecret = 'move the variable to config.secrets, or rename it where it is no secret';

/** Environment variables and ConfigMaps. */
export const config = catalogue([
  {
    ids: ['kube-linter/env-var-secret'],
    reason: leaks,
    fix: toSecret,
    check: containers(secretLiterals(({ name, value }) => value !== '' && /secret/i.test(name))),
  },
  {
    ids: ['polaris/sensitiveContainerEnvVar'],
    reason: leaks,
    fix: toSecret,
    check: containers(secretLiterals(inPolaris)),
  },
  { ids: ['polaris/sensitiveConfigmapContent'], reason: leaks, fix: toSecret, check: secretKeys(inPolaris) },
  {
    ids: ['kubescape/C-0012', 'kubescape/C-0259'],
    reason: leaks,
    fix: toSecret,
    check: (set) => [
      ...mainContainers(secretLiterals((entry) => inKubescape(entry) && !isFilePath(entry)))(set),
      ...secretKeys(inKubescape)(set),
    ],
  },
  {
    ids: ['kubescape/C-0207', 'kube-linter/read-secret-from-env-var'],
    reason: 'a variable is inherited by every child process and printed by every crash report',
    fix: 'set as: file for the secret under config.secrets',
    check: containers(readsNoSecret),
  },
  {
    ids: ['kube-score/environment-variable-key-duplication', 'kube-linter/duplicate-env-var', 'kubescape/C-0295'],
    reason: 'of two values for one name only the last counts, and a merge may lose either',
    fix: 'set the variable once under config.variables',
    check: containers(uniqueNames),
  },
]);
