import { rolloutChecks } from '../../../lib/definition/checks/rollout.js';
import { describeChecks } from '../../support/checks.js';
import { minimal, worker } from '../../support/definitions.js';

describeChecks(rolloutChecks, [
  {
    id: 'rollout-keeps-a-pod',
    breaks: minimal({ rollout: { maxUnavailable: '100%' } }),
    path: 'rollout.maxUnavailable',
    says: ['100%', '3 pods'],
    passes: minimal({ rollout: { maxUnavailable: '99%' } }),
  },
  {
    id: 'rollout-moves',
    breaks: minimal({ rollout: { maxSurge: '0%' } }),
    path: 'rollout.maxSurge',
    says: ['maxSurge 0%', 'maxUnavailable 0'],
    passes: minimal({ rollout: { maxSurge: 0, maxUnavailable: '1%' } }),
  },
  {
    id: 'min-ready-within-deadline',
    breaks: worker({ rollout: { minReady: '300s' } }),
    path: 'rollout.minReady',
    says: ['300s'],
    passes: worker({ rollout: { minReady: '299s' } }),
  },
]);
