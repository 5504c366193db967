import { variableChecks } from '../../../lib/definition/checks/variables.js';
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
