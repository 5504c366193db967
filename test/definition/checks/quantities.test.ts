import { quantityChecks } from '../../../lib/definition/checks/quantities.js';
import { describeChecks } from '../../support/checks.js';
import { minimal } from '../../support/definitions.js';

const using = (resources: object) => minimal({ resources });
const writing = (size: string) => minimal({ security: { writable: [{ path: '/tmp', size }] } });

describeChecks(quantityChecks, [
  {
    id: 'resources-above-zero',
    breaks: using({ cpu: { request: 0 } }),
    path: 'resources.cpu.request',
    says: ['0 leaves'],
    passes: using({ cpu: { request: '1m' } }),
  },
  {
    id: 'resources-above-zero',
    breaks: writing('0'),
    path: 'security.writable[0].size',
    says: ['0 leaves'],
    passes: writing('1'),
  },
  {
    id: 'resource-whole',
    breaks: using({ memory: '512m' }),
    path: 'resources.memory.limit',
    says: ['512m', 'whole number of bytes'],
    passes: using({ memory: '512M' }),
  },
  {
    id: 'resource-whole',
    breaks: using({ storage: { request: '0.5' } }),
    path: 'resources.storage.request',
    says: ['500m'],
    passes: using({ storage: { request: '0.5Ki' } }),
  },
  {
    id: 'resource-whole',
    breaks: using({ cpu: '0.0005' }),
    path: 'resources.cpu.limit',
    says: ['500u', '1m'],
    passes: using({ cpu: '0.001' }),
  },
  {
    id: 'resource-whole',
    breaks: writing('64m'),
    path: 'security.writable[0].size',
    says: ['64m'],
    passes: writing('64M'),
  },
  {
    id: 'memory-limit-enough',
    breaks: using({ memory: '5Mi' }),
    path: 'resources.memory.limit',
    says: ['5Mi'],
    passes: using({ memory: '6Mi' }),
  },
]);
