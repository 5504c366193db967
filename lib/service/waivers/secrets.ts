import { variables, variablesMap } from '../config.js';
import type { Context } from '../context.js';
import { filesMap } from '../files.js';
import type { Waiver } from '../types/service.js';
import { pods, waive } from './waive.js';

type Entry = readonly [name: string, value: string];

/** The names and words for which scanners take a text for a secret, whatever form it has. */
const kubescapeNames = /secret|key|password|pwd|token|jwt|bearer|credential/i;
const kubescapeWords = /private key|eyjhbgcio|jwt|bearer|_key_|_secret_/i;
const polarisNames =
  /password|token|bearer|secret|^GOOGLE_APPLICATION_CREDENTIALS$|^AZURE_.+KEY$|^OCI_CLI_KEY_CONTENT$/i;

const inKubescape = ([name, value]: Entry): boolean =>
  value !== '' && (kubescapeNames.test(name) || kubescapeWords.test(value));
const inPolaris = ([name]: Entry): boolean => polarisNames.test(name);

const none = 'the definition was checked for secrets: this is a path, an address, or said to be none';

/** Rules on secrets: scanners judge by names and words, the definition was checked for the form of secrets. */
export const secretWaivers = (context: Context): readonly Waiver[] => {
  const literals = variables(context).flatMap((one): Entry[] =>
    one.kind === 'literal' ? [[one.name, one.value]] : [],
  );
  const data = [variablesMap(context), filesMap(context)].flatMap((map) => Object.entries(map?.data ?? {}));
  const fromSecrets = Object.values(context.definition.config.secrets).some(({ as }) => as === 'env');
  const rules = ['kubescape/C-0012', 'kubescape/C-0259'];
  return [
    ...waive(fromSecrets, 'the process reads secrets from its environment', pods, [
      'kubescape/C-0207',
      'kube-linter/read-secret-from-env-var',
      'checkov/CKV_K8S_35',
    ]),
    ...waive(
      literals.some(([name, value]) => value !== '' && /secret/i.test(name)),
      none,
      pods,
      ['kube-linter/env-var-secret'],
    ),
    ...waive(literals.some(inPolaris), none, pods, ['polaris/sensitiveContainerEnvVar']),
    ...waive(
      literals.some((entry) => inKubescape(entry) && !entry[1].startsWith('/')),
      none,
      pods,
      rules,
    ),
    ...waive(data.some(inPolaris), none, ['ConfigMap'], ['polaris/sensitiveConfigmapContent']),
    ...waive(data.some(inKubescape), none, ['ConfigMap'], rules),
  ];
};
