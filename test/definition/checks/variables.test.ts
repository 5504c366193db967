import { expect, test } from 'vitest';
import { variableChecks } from '../../../lib/definition/checks/variables.js';
import { crossFieldProblems } from '../../../lib/definition/checks.js';
import { Definition } from '../../../lib/definition/index.js';
import { describeChecks } from '../../support/checks.js';
import { minimal } from '../../support/definitions.js';

const variable = (PORT: unknown) => minimal({ config: { variables: { PORT } } });

describeChecks(variableChecks, [
  {
    id: 'required-variable',
    breaks: variable({ required: true }),
    path: 'config.variables.PORT',
    says: ['required'],
    passes: variable({ required: true, default: 0 }),
  },
  {
    id: 'required-variable',
    breaks: variable({ required: true, value: '' }),
    path: 'config.variables.PORT',
    says: ['no value'],
    passes: variable({ value: '' }),
  },
  {
    id: 'variable-fits',
    breaks: variable({ type: 'port', value: 65_536 }),
    path: 'config.variables.PORT.value',
    says: ['65536', 'port'],
    passes: variable({ type: 'port', value: '65535' }),
  },
  {
    id: 'variable-fits',
    breaks: variable({ type: 'integer', default: 1.5 }),
    path: 'config.variables.PORT.default',
    says: ['1.5', 'integer'],
    passes: variable({ type: 'number', default: -1.5 }),
  },
  {
    id: 'variable-fits',
    breaks: variable({ type: 'boolean', value: 'yes' }),
    path: 'config.variables.PORT.value',
    says: ['yes', 'boolean'],
    passes: variable({ type: 'boolean', value: true }),
  },
  {
    id: 'variable-fits',
    breaks: variable({ type: 'duration', value: '5' }),
    path: 'config.variables.PORT.value',
    says: ['5', 'duration'],
    passes: variable({ type: 'duration', value: '5s' }),
  },
  {
    id: 'variable-fits',
    breaks: variable({ type: 'url', value: 'example.com' }),
    path: 'config.variables.PORT.value',
    says: ['example.com', 'url'],
    passes: variable({ type: 'url', value: 'http://$$(HOSTNAME)/', default: 'https://example.com' }),
  },
  {
    id: 'variable-fits',
    breaks: variable({ type: 'integer', value: '9223372036854775808' }),
    path: 'config.variables.PORT.value',
    says: ['9223372036854775808', 'integer'],
    passes: variable({ type: 'integer', value: '-9223372036854775808' }),
  },
  {
    id: 'variable-fits',
    breaks: variable({ type: 'number', value: '0x10' }),
    path: 'config.variables.PORT.value',
    says: ['0x10', 'number'],
    passes: variable({ type: 'number', value: '-.5e-3' }),
  },
  {
    id: 'variable-fits',
    breaks: variable({ type: 'url', value: 'https://example.com/100%' }),
    path: 'config.variables.PORT.value',
    says: ['100%', 'url'],
    passes: variable({ type: 'url', value: 'https://example.com/%C3%A9?q=%s' }),
  },
  {
    id: 'variable-fits',
    breaks: variable({ type: 'url', value: 'https://{host}/' }),
    path: 'config.variables.PORT.value',
    says: ['{host}', 'url'],
    passes: variable({ type: 'url', value: 'https://[::1]:8080/{id}' }),
  },
  {
    id: 'variable-fits',
    breaks: variable({ allowed: ['a', 1], value: 'b' }),
    path: 'config.variables.PORT.value',
    says: ['b', 'not allowed'],
    passes: variable({ allowed: ['a', 1], value: '1' }),
  },
  {
    id: 'variable-fits-process',
    breaks: variable('a\0b'),
    path: 'config.variables.PORT',
    says: ['NUL'],
    passes: variable('a\nb'),
  },
  {
    id: 'variable-fits-process',
    breaks: variable('x'.repeat(131_067)),
    path: 'config.variables.PORT',
    says: ['131072 bytes'],
    passes: variable('x'.repeat(131_066)),
  },
]);

test('an allowed value that looks like a secret is not shown', () => {
  const variable = { allowed: ['AKIAMARK567890ABCDEF', 'b'], default: 'c' };
  const problems = crossFieldProblems(Definition.parse(minimal({ config: { variables: { A: variable } } })));
  expect(JSON.stringify(problems)).not.toContain('MARK');
  expect(problems[0]?.allowed).toBe('(hidden), b');
});
