import { resourceChecks } from '../../../lib/definition/checks/resources.js';
import { describeChecks } from '../../support/checks.js';
import { minimal } from '../../support/definitions.js';

const using = (resources: object) => minimal({ resources });
const writing = (size: string, medium: 'disk' | 'memory') =>
  minimal({ security: { writable: [{ path: '/tmp', size, medium }] } });
const go = (limit: string) => minimal({ image: undefined, build: 'go', resources: { memory: { limit } } });

describeChecks(resourceChecks, [
  {
    id: 'request-within-limit',
    breaks: using({ memory: { request: '1025Mi', limit: '1Gi' } }),
    path: 'resources.memory.request',
    says: ['1025Mi', '1Gi'],
    passes: using({ memory: { request: '1024Mi', limit: '1Gi' } }),
  },
  {
    id: 'request-within-limit',
    breaks: using({ cpu: { request: '1001m', limit: 1 } }),
    path: 'resources.cpu.request',
    says: ['1001m', 'limit 1'],
    passes: using({ cpu: { request: '1001m', limit: 'none' } }),
  },
  {
    id: 'memory-volumes-fit',
    breaks: writing('257Mi', 'memory'),
    path: 'security.writable',
    says: ['257Mi', '512Mi'],
    passes: writing('256Mi', 'memory'),
  },
  {
    id: 'writable-fits-storage',
    breaks: writing('1025Mi', 'disk'),
    path: 'security.writable',
    says: ['1025Mi', '1Gi'],
    passes: writing('1Gi', 'disk'),
  },
  {
    id: 'go-memory-target-fits',
    breaks: go('17Mi'),
    path: 'resources.memory.limit',
    says: ['17Mi'],
    passes: go('18Mi'),
  },
]);
