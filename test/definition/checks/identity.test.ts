import { identityChecks } from '../../../lib/definition/checks/identity.js';
import { describeChecks } from '../../support/checks.js';
import { cron, minimal } from '../../support/definitions.js';

const named = (length: number, more = {}) => ({ ...minimal(more), name: 'o'.repeat(length) });
const onImage = { build: undefined, image: 'registry.example.com/acme/orders:1.4.2' };

describeChecks(identityChecks, [
  {
    id: 'name-fits',
    breaks: named(46),
    path: 'name',
    says: ['46 characters', 'adds 18'],
    passes: named(45),
  },
  {
    id: 'name-fits',
    breaks: named(45, { network: { services: { 'for-administrators': { ports: ['http'] } } } }),
    path: 'name',
    says: ['its Service for-administrators', 'adds 19'],
    passes: named(44, { network: { services: { 'for-administrators': { ports: ['http'] } } } }),
  },
  {
    id: 'name-fits',
    breaks: { ...cron(), name: 'o'.repeat(46) },
    path: 'name',
    says: ['46', '18'],
    passes: { ...cron(), name: 'o'.repeat(45) },
  },
  {
    id: 'build-or-image',
    breaks: minimal({ image: undefined }),
    path: 'build',
    says: ['either build or image'],
    passes: minimal({ image: undefined, build: 'node' }),
  },
  {
    id: 'build-or-image',
    breaks: minimal({ build: 'node' }),
    path: 'image',
    says: ['build and image'],
    passes: minimal(onImage),
  },
  {
    id: 'dependency-kind',
    breaks: minimal({ dependencies: { ledger: '16' } }),
    path: 'dependencies.ledger.kind',
    says: ['"ledger"'],
    passes: minimal({ dependencies: { ledger: { kind: 'postgres', version: '16' }, redis: '7' } }),
  },
]);
