import { resolveCount } from '../scalars.js';
import { check } from './check.js';

const zero = (value: number | string): boolean => value === 0 || value === '0%';

const rolloutMoves = check('rollout-moves', ['rollout'], ({ rollout }) =>
  zero(rollout.maxSurge) && zero(rollout.maxUnavailable)
    ? [
        {
          path: 'rollout.maxSurge',
          message: `maxSurge ${rollout.maxSurge} and maxUnavailable ${rollout.maxUnavailable} leave a rollout no way to begin`,
          value: String(rollout.maxSurge),
          fix: 'let one of them be above 0',
        },
      ]
    : [],
);

const rolloutInTime = check('min-ready-within-deadline', ['rollout'], ({ rollout }) =>
  rollout.minReady >= rollout.deadline
    ? [
        {
          path: 'rollout.minReady',
          message: `minReady ${rollout.minReady}s is not below the deadline ${rollout.deadline}s`,
          value: `${rollout.minReady}s`,
          allowed: `below ${rollout.deadline}s`,
          fix: 'lower rollout.minReady or raise rollout.deadline',
        },
      ]
    : [],
);

const rolloutKeepsPods = check(
  'rollout-keeps-a-pod',
  ['rollout', 'scaling', 'workload'],
  ({ rollout, scaling, workload }) => {
    const least = scaling.kind === 'fixed' ? scaling.replicas : scaling.min;
    if (workload.kind === 'cron' || least < 2 || resolveCount(rollout.maxUnavailable, least, 'down') < least) return [];
    return [
      {
        path: 'rollout.maxUnavailable',
        message: `maxUnavailable ${rollout.maxUnavailable} of ${least} pods lets a rollout take all of them at once`,
        value: String(rollout.maxUnavailable),
        allowed: `below ${least}`,
        fix: 'lower rollout.maxUnavailable',
      },
    ];
  },
);

/** Checks of rollouts. */
export const rolloutChecks = [rolloutMoves, rolloutInTime, rolloutKeepsPods];
