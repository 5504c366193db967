import { describeShorthands } from '../support/shorthands.js';

describeShorthands([[{}, { rollout: { maxSurge: 1, maxUnavailable: 0, minReady: '5s', deadline: '5m', history: 5 } }]]);
