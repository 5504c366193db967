import { looksSecretName, looksSecretValue } from '../secret-like.js';
import { check } from './check.js';
import { effective, values } from './values.js';

const secretLooking = check('secret-looking-literal', ['config', 'workload'], (definition) => [
  ...values(definition).flatMap(([name, variable]) => {
    const value = effective(variable);
    if (value === undefined || value === '') return [];
    const byName = looksSecretName(name);
    const byValue = looksSecretValue(String(value));
    if (variable.sensitive === false && !byValue) {
      return variable.reason === undefined
        ? [
            {
              path: `config.variables.${name}.sensitive`,
              message: 'sensitive: false needs a reason',
              fix: `say in config.variables.${name}.reason why it is no secret`,
            },
          ]
        : [];
    }
    if (!byName && !byValue) return [];
    return [
      {
        path: `config.variables.${name}`,
        message: byValue ? 'its value looks like a secret' : `its name looks like a secret's`,
        value: '(hidden)',
        allowed: 'only values that may be read by everyone',
        fix: byValue
          ? `move it to config.secrets.${name}`
          : `move it to config.secrets.${name}, or say sensitive: false with a reason`,
      },
    ];
  }),
  ...Object.entries(definition.config.files).flatMap(([path, { content }]) =>
    content.split(/\s+/).some(looksSecretValue) || looksSecretValue(content)
      ? [
          {
            path: `config.files.${path}`,
            message: 'its content holds something that looks like a secret',
            value: '(hidden)',
            fix: 'move that part to config.secrets',
          },
        ]
      : [],
  ),
  ...(['command', 'args'] as const).flatMap((field) =>
    (definition.workload[field] ?? []).flatMap((word, at) =>
      looksSecretValue(word)
        ? [
            {
              path: `workload.${field}[${at}]`,
              message: 'it looks like a secret, and everyone who lists processes would see it',
              value: '(hidden)',
              fix: 'move it to config.secrets',
            },
          ]
        : [],
    ),
  ),
]);

/** Checks that no secret stands where everyone may read it. */
export const secretChecks = [secretLooking];
