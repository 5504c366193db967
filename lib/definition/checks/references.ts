import { claimedVariables, fileVariables } from '../claims.js';
import { pathText } from '../path.js';
import { LabelKey } from '../scalars.js';
import { programWords } from '../words.js';
import { check } from './check.js';
import { effective, values } from './values.js';

/** Every concern that tells the process variables. */
const referring: Parameters<typeof check>[1] = [
  'config',
  'server',
  'observability',
  'shutdown',
  'build',
  'resources',
  'network',
];

const whyUnknown = (name: string, other: string, known: boolean) => {
  if (name === other)
    return { message: `it uses $(${other}), itself`, fix: `write $$(${other}) to keep the text, or use another name` };
  return known
    ? { message: `it uses $(${other}), which is defined after it`, fix: `move ${other} above ${name}` }
    : {
        message: `it uses $(${other}), and there is no such variable`,
        fix: `define ${other} above it, or write $$(${other}) to keep the text`,
      };
};

/** The variables that a text uses, as Kubernetes reads it: `$$(NAME)` stays a text. */
const used = (text: string): readonly string[] =>
  [...text.replaceAll('$$', '').matchAll(/\$\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)/g)].map(([, name = '']) => name);

const standsInFile = (name: string, path: string, file: string | undefined) => ({
  path,
  message: `it uses $(${name}), which stands in ${file} and not in the environment`,
  fix: `write the value itself, or $$(${name}) to keep the text`,
});

const referenceOrder = check('variable-references', referring, (definition) => {
  const names = claimedVariables(definition).map(({ name }) => name);
  const inFile = fileVariables(definition);
  const openEnded = definition.config.envFrom.length > 0;
  return values(definition).flatMap(([name, variable]) => {
    return used(String(effective(variable) ?? '')).flatMap((other) => {
      const path = pathText(['config', 'variables', name]);
      if (inFile.includes(other)) return [standsInFile(other, path, definition.config.file)];
      const known = names.includes(other);
      if (known ? names.indexOf(other) < names.indexOf(name) : openEnded) return [];
      return [{ path, ...whyUnknown(name, other, known) }];
    });
  });
});

const wordReferences = check(
  'word-references',
  ['workload', 'migrations', 'config', 'server', 'observability'],
  (definition) => {
    const inFile = fileVariables(definition);
    return programWords(definition).flatMap(({ path, text }) =>
      used(text)
        .filter((name) => inFile.includes(name))
        .map((name) => standsInFile(name, path, definition.config.file)),
    );
  },
);

const divisors = { cpu: /^1m?$/, memory: /^1(|k|[MGTPE]|[KMGTPE]i)$/ } as const;

const sourceFits = check('variable-source-fits', ['config'], ({ config }) =>
  Object.entries(config.variables).flatMap(([name, variable]) => {
    const at = (field: string) => pathText(['config', 'variables', name, field]);
    if (variable.kind === 'resource') {
      const cpu = variable.resource.endsWith('.cpu');
      if (divisors[cpu ? 'cpu' : 'memory'].test(variable.divisor)) return [];
      return [
        {
          path: at('divisor'),
          message: `${variable.resource} cannot be told in units of ${variable.divisor}`,
          value: variable.divisor,
          allowed: cpu ? '1 or 1m' : '1, 1k, 1M, 1G, 1Ki, 1Mi, 1Gi and larger ones',
          fix: 'use one of these units',
        },
      ];
    }
    const key = variable.kind === 'field' ? /\['([^']+)'\]/.exec(variable.path)?.[1] : undefined;
    if (key === undefined || LabelKey.safeParse(key).success) return [];
    return [
      {
        path: at('path'),
        message: 'no label or annotation can have this key',
        value: key.slice(0, 80),
        allowed: 'a key such as app or example.com/team',
        fix: 'correct the key',
      },
    ];
  }),
);

/** Checks of what variables and command lines refer to: other variables, fields and resources. */
export const referenceChecks = [referenceOrder, wordReferences, sourceFits];
