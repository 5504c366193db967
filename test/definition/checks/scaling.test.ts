import { scalingChecks } from '../../../lib/definition/checks/scaling.js';
import { describeChecks } from '../../support/checks.js';
import { cron, minimal } from '../../support/definitions.js';

const scaled = (scaling: unknown) => minimal({ scaling });
const budget = (disruption: object, more: object = { replicas: 3 }) => scaled({ disruption, ...more });
const paced = (behavior: object) => scaled({ max: 5, behavior });

describeChecks(scalingChecks, [
  {
    id: 'min-within-max',
    breaks: scaled({ min: 4, max: 3 }),
    path: 'scaling.min',
    says: ['4', '3'],
    passes: scaled({ min: 3, max: 3 }),
  },
  {
    id: 'min-within-max',
    breaks: scaled({ max: 2 }),
    path: 'scaling.min',
    says: ['min 3', 'max 2'],
    passes: scaled({ max: 3 }),
  },
  {
    id: 'autoscaler-pace',
    breaks: paced({ period: '1801s' }),
    path: 'scaling.behavior.period',
    says: ['30m1s', '30m'],
    passes: paced({ period: '30m' }),
  },
  {
    id: 'autoscaler-pace',
    breaks: paced({ period: '0s' }),
    path: 'scaling.behavior.period',
    says: ['0s', '1s'],
    passes: paced({ period: '1s', upAfter: '0s' }),
  },
  {
    id: 'autoscaler-pace',
    breaks: paced({ downAfter: '3601s' }),
    path: 'scaling.behavior.downAfter',
    says: ['1h1s', '1h'],
    passes: paced({ downAfter: '1h', upAfter: '1h' }),
  },
  {
    id: 'one-disruption-budget',
    breaks: budget({ maxUnavailable: 1, minAvailable: '50%' }),
    path: 'scaling.disruption',
    says: ['maxUnavailable 1', 'minAvailable 50%'],
    passes: budget({ minAvailable: '50%' }),
  },
  {
    id: 'disruption-budget-leaves-a-pod',
    breaks: budget({ maxUnavailable: 3 }),
    path: 'scaling.disruption.maxUnavailable',
    says: ['3 of 3'],
    passes: budget({ maxUnavailable: 2 }),
  },
  {
    id: 'disruption-budget-leaves-a-pod',
    breaks: budget({ maxUnavailable: '0%' }),
    path: 'scaling.disruption.maxUnavailable',
    says: ['maxUnavailable 0'],
    passes: budget({ maxUnavailable: '1%' }),
  },
  {
    id: 'disruption-budget-leaves-a-pod',
    breaks: budget({ minAvailable: '67%' }, { min: 3, max: 9 }),
    path: 'scaling.disruption.minAvailable',
    says: ['67% of 3'],
    passes: budget({ minAvailable: '66%' }, { min: 3, max: 9 }),
  },
  {
    id: 'disruption-budget-leaves-a-pod',
    breaks: budget({ minAvailable: 0 }),
    path: 'scaling.disruption.minAvailable',
    says: ['minAvailable 0'],
    passes: budget({ minAvailable: 0 }, { replicas: 1 }),
  },
  {
    id: 'cron-scales-not',
    breaks: cron({ scaling: { max: 3 } }),
    path: 'scaling',
    says: ['autoscaler'],
    passes: cron({ scaling: 2 }),
  },
]);
