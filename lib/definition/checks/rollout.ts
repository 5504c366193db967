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

/** Checks of rollouts. */
export const rolloutChecks = [rolloutMoves, rolloutInTime];
