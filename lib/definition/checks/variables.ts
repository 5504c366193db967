import { claimedVariables } from '../claims.js';
import { readDuration } from '../duration.js';
import { HttpUrl, PortNumber } from '../scalars.js';
import { looksSecretName, looksSecretValue } from '../secret-like.js';
import { check } from './check.js';
import { effective, type ValueVariable, values } from './values.js';

const requiredVariable = check('required-variable', ['config'], (definition) =>
  values(definition).flatMap(([name, variable]) =>
    variable.required && (effective(variable) === undefined || effective(variable) === '')
      ? [
          {
            path: `config.variables.${name}`,
            message: 'a required variable has no value in this environment',
            fix: `set config.variables.${name}.value in the definition or in environments.<name>, or give it a default`,
          },
        ]
      : [],
  ),
);

const ofType: Readonly<Record<NonNullable<ValueVariable['type']>, (text: string) => boolean>> = {
  string: () => true,
  integer: (text) => /^-?\d+$/.test(text),
  number: (text) => text.trim() !== '' && Number.isFinite(Number(text)),
  boolean: (text) => text === 'true' || text === 'false',
  duration: (text) => 'milliseconds' in readDuration(text),
  url: (text) => HttpUrl.safeParse(text).success,
  port: (text) => /^\d+$/.test(text) && PortNumber.safeParse(Number(text)).success,
};

const variableFits = check('variable-fits', ['config'], (definition) =>
  values(definition).flatMap(([name, { type, allowed, ...variable }]) =>
    (['value', 'default'] as const).flatMap((field) => {
      const value = variable[field];
      if (value === undefined || String(value).includes('$(')) return [];
      const shown = looksSecretValue(String(value)) || looksSecretName(name) ? '(hidden)' : JSON.stringify(value);
      const path = `config.variables.${name}.${field}`;
      if (type !== undefined && !ofType[type](String(value)))
        return [
          {
            path,
            message: `${shown} is no ${type}`,
            value: shown,
            allowed: type,
            fix: 'correct the value or its type',
          },
        ];
      if (allowed !== undefined && !allowed.some((one) => String(one) === String(value)))
        return [
          {
            path,
            message: `${shown} is not allowed`,
            value: shown,
            allowed: allowed.map(String).join(', '),
            fix: 'use one of the allowed values',
          },
        ];
      return [];
    }),
  ),
);

const referenceOrder = check('variable-references', ['config'], (definition) => {
  const names = claimedVariables(definition).map(({ name }) => name);
  return values(definition).flatMap(([name, variable]) => {
    const text = String(effective(variable) ?? '').replaceAll('$$', '');
    return [...text.matchAll(/\$\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)/g)].flatMap(([, other = '']) => {
      const known = names.includes(other);
      if (known && names.indexOf(other) < names.indexOf(name)) return [];
      return [
        {
          path: `config.variables.${name}`,
          message: known
            ? `it uses $(${other}), which is defined after it`
            : `it uses $(${other}), and there is no such variable`,
          fix: known
            ? `move ${other} above ${name}`
            : `define ${other} above it, or write $$(${other}) to keep the text`,
        },
      ];
    });
  });
});

/** Checks of the values of variables. */
export const variableChecks = [requiredVariable, variableFits, referenceOrder];
