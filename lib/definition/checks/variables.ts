import { readDuration } from '../duration.js';
import { pathText } from '../path.js';
import { HttpUrl, PortNumber } from '../scalars.js';
import { looksSecretName, looksSecretValue } from '../secret-like.js';
import { check } from './check.js';
import { effective, type ValueVariable, values } from './values.js';

const requiredVariable = check('required-variable', ['config'], (definition) =>
  values(definition).flatMap(([name, variable]) =>
    variable.required && (effective(variable) === undefined || effective(variable) === '')
      ? [
          {
            path: pathText(['config', 'variables', name]),
            message: 'a required variable has no value in this environment',
            fix: `set ${pathText(['config', 'variables', name, 'value'])} in the definition or in environments.<name>, or give it a default`,
          },
        ]
      : [],
  ),
);

/** True for what a browser's URL parser takes and Go's `net/url` refuses or reads otherwise: odd hosts, `\`, a broken `%`. */
const oddUrl = (text: string): boolean =>
  text.includes('\\') ||
  /^https?:\/\/[^/?#]*[%{}`]/.test(text) ||
  /%(?![0-9A-Fa-f]{2})/.test(text.replace(/\?[^#]*/, ''));

/** What a value of each type is: exactly what the generated Go configuration reads. */
const ofType: Readonly<Record<NonNullable<ValueVariable['type']>, (text: string) => boolean>> = {
  string: () => true,
  integer: (text) => /^-?\d+$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text),
  number: (text) => /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(text) && Number.isFinite(Number(text)),
  boolean: (text) => text === 'true' || text === 'false',
  duration: (text) => 'milliseconds' in readDuration(text),
  url: (text) => HttpUrl.safeParse(text).success && !oddUrl(text),
  port: (text) => /^\d+$/.test(text) && PortNumber.safeParse(Number(text)).success,
};

const variableFits = check('variable-fits', ['config'], (definition) =>
  values(definition).flatMap(([name, { type, allowed, ...variable }]) =>
    (['value', 'default'] as const).flatMap((field) => {
      const value = variable[field];
      if (value === undefined || String(value).includes('$(')) return [];
      const shown = looksSecretValue(String(value)) || looksSecretName(name) ? '(hidden)' : JSON.stringify(value);
      const path = pathText(['config', 'variables', name, field]);
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
            allowed: allowed.map((one) => (looksSecretValue(String(one)) ? '(hidden)' : String(one))).join(', '),
            fix: 'use one of the allowed values',
          },
        ];
      return [];
    }),
  ),
);

/** What Linux takes as one variable, its name and `=` among it. */
const mostVariableBytes = 131_071;

const variableFitsProcess = check('variable-fits-process', ['config'], (definition) =>
  values(definition).flatMap(([name, variable]) => {
    const text = String(effective(variable) ?? '');
    const size = Buffer.byteLength(`${name}=${text}`);
    const path = pathText(['config', 'variables', name]);
    if (text.includes('\0'))
      return [{ path, message: 'it holds a NUL character, which ends a variable', fix: 'remove the character' }];
    if (size <= mostVariableBytes) return [];
    return [
      {
        path,
        message: `the variable has ${size} bytes, more than the system takes`,
        value: `${size} bytes`,
        allowed: `at most ${mostVariableBytes} bytes with its name`,
        fix: 'put it into config.files',
      },
    ];
  }),
);

/** Checks of the values of variables. */
export const variableChecks = [requiredVariable, variableFits, variableFitsProcess];
