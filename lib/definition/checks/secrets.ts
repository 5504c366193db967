import { pathText } from '../path.js';
import { assignsSecret, looksSecretName, looksSecretValue } from '../secret-like.js';
import { programWords } from '../words.js';
import { check } from './check.js';
import { type ValueVariable, values } from './values.js';

type Found = ReturnType<Parameters<typeof check>[2]>;

const holdsSecret = (text: string): boolean => looksSecretValue(text) || text.split(/\s+/).some(looksSecretValue);

/** The text without references such as `$(DB_PASSWORD)`: those name a secret, and are none. */
export const withoutReferences = (text: string): string => text.replace(/\$\([^()]*\)/g, '');

const variableProblems = (name: string, variable: ValueVariable): Found => {
  const path = pathText(['config', 'variables', name]);
  const texts = [variable.value, variable.default].map((value) => String(value ?? '')).filter((text) => text !== '');
  const literal = texts.map(withoutReferences);
  const byValue = literal.some(looksSecretValue);
  const byName = looksSecretName(name) || texts.some(assignsSecret);
  if (texts.length === 0 || (!byValue && !byName)) {
    const idle = variable.sensitive === false && variable.reason === undefined;
    return idle ? [reasonMissing(name)] : [];
  }
  if (variable.sensitive === false && !byValue) return variable.reason === undefined ? [reasonMissing(name)] : [];
  return [
    {
      path,
      message: byValue || !looksSecretName(name) ? 'its value looks like a secret' : "its name looks like a secret's",
      value: '(hidden)',
      allowed: 'only values that may be read by everyone',
      fix: byValue
        ? `move it to ${pathText(['config', 'secrets', name])}`
        : `move it to ${pathText(['config', 'secrets', name])}, or say sensitive: false with a reason`,
    },
  ];
};

const reasonMissing = (name: string) => ({
  path: pathText(['config', 'variables', name, 'sensitive']),
  message: 'sensitive: false needs a reason',
  fix: `say in ${pathText(['config', 'variables', name, 'reason'])} why it is no secret`,
});

const secretLooking = check('secret-looking-literal', ['config', 'workload', 'migrations'], (definition) => [
  ...values(definition).flatMap(([name, variable]) => variableProblems(name, variable)),
  ...Object.entries(definition.config.files).flatMap(([path, { content, sensitive }]) =>
    holdsSecret(content) || (sensitive !== false && assignsSecret(content))
      ? [
          {
            path: pathText(['config', 'files', path]),
            message: 'its content holds something that looks like a secret',
            value: '(hidden)',
            fix: `move that part to config.secrets${holdsSecret(content) ? '' : ', or say sensitive: false with a reason'}`,
          },
        ]
      : [],
  ),
  ...programWords(definition).flatMap(({ path, text }) =>
    looksSecretValue(withoutReferences(text)) || assignsSecret(text)
      ? [
          {
            path,
            message: 'it looks like a secret, and everyone who lists processes would see it',
            value: '(hidden)',
            fix: 'move it to config.secrets',
          },
        ]
      : [],
  ),
]);

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const secretFile = check('secret-looking-file', ['config'], ({ config }) => [
  ...(config.file !== undefined && looksSecretName(nameOf(config.file))
    ? [
        {
          path: 'config.file',
          message: "its name looks like a secret's, and everyone may read it",
          value: nameOf(config.file),
          fix: 'give it another name, such as config.yaml',
        },
      ]
    : []),
  ...Object.entries(config.files).flatMap(([path, { sensitive, reason }]) => {
    const name = nameOf(path);
    if (!looksSecretName(name) && sensitive === undefined) return [];
    if (sensitive === false && reason !== undefined) return [];
    return [
      {
        path: pathText(['config', 'files', path]),
        message: sensitive === false ? 'sensitive: false needs a reason' : "its name looks like a secret's",
        value: name,
        allowed: 'only files that may be read by everyone',
        fix: 'move it to config.secrets with as: file, or say sensitive: false with a reason',
      },
    ];
  }),
]);

const secretPlace = check('secret-place', ['config'], ({ config }) =>
  Object.entries(config.secrets).flatMap(([name, secret]) =>
    [secret.key, secret.kind === 'store' ? secret.property : undefined].some(
      (text) => text !== undefined && looksSecretValue(text),
    )
      ? [
          {
            path: pathText(['config', 'secrets', name]),
            message: 'it looks like the secret itself, not like the place where it is kept',
            value: '(hidden)',
            allowed: 'a key of the secret store such as shop/orders#password',
            fix: 'put the secret into the store, name its key here, and take this value out of use',
          },
        ]
      : [],
  ),
);

/** Checks that no secret stands in the configuration. */
export const secretChecks = [secretLooking, secretFile, secretPlace];
