import { resolveCount } from '../scalars.js';
import { check, found, seconds } from './check.js';

const minWithinMax = check('min-within-max', ['scaling'], ({ scaling }) =>
  scaling.kind === 'automatic' && scaling.min > scaling.max
    ? [
        {
          path: 'scaling.min',
          message: `min ${scaling.min} is above max ${scaling.max}`,
          value: String(scaling.min),
          allowed: `1 to ${scaling.max}`,
          fix: 'lower scaling.min or raise scaling.max',
        },
      ]
    : [],
);

const oneBudget = check('one-disruption-budget', ['scaling'], ({ scaling: { disruption } }) =>
  disruption.maxUnavailable !== undefined && disruption.minAvailable !== undefined
    ? [
        {
          path: 'scaling.disruption',
          message: `maxUnavailable ${disruption.maxUnavailable} and minAvailable ${disruption.minAvailable} exclude each other`,
          fix: 'keep one of them',
        },
      ]
    : [],
);

const budgetLeavesPods = check('disruption-budget-leaves-a-pod', ['scaling', 'workload'], ({ scaling, workload }) => {
  const least = scaling.kind === 'fixed' ? scaling.replicas : scaling.min;
  const { maxUnavailable, minAvailable } = scaling.disruption;
  if (workload.kind === 'cron' || least < 2) return [];
  const away = maxUnavailable === undefined ? undefined : resolveCount(maxUnavailable, least, 'up');
  const stay = minAvailable === undefined ? undefined : resolveCount(minAvailable, least, 'up');
  return found(
    away !== undefined &&
      away >= least && {
        path: 'scaling.disruption.maxUnavailable',
        message: `maxUnavailable ${maxUnavailable} of ${least} pods leaves none when nodes are drained`,
        value: String(maxUnavailable),
        allowed: `1 to ${least - 1}`,
        fix: 'lower it, or run more pods',
      },
    away === 0 && {
      path: 'scaling.disruption.maxUnavailable',
      message: 'maxUnavailable 0 never lets a node be drained',
      value: String(maxUnavailable),
      allowed: `1 to ${least - 1}`,
      fix: 'allow at least 1',
    },
    stay === 0 && {
      path: 'scaling.disruption.minAvailable',
      message: 'minAvailable 0 keeps no pod when nodes are drained',
      value: String(minAvailable),
      allowed: `1 to ${least - 1}`,
      fix: 'keep at least 1',
    },
    stay !== undefined &&
      stay >= least && {
        path: 'scaling.disruption.minAvailable',
        message: `minAvailable ${minAvailable} of ${least} pods never lets a node be drained`,
        value: String(minAvailable),
        allowed: `1 to ${least - 1}`,
        fix: 'lower it, or run more pods',
      },
  );
});

const cronScalesNot = check('cron-scales-not', ['scaling', 'workload'], ({ scaling, workload }) =>
  workload.kind === 'cron' && scaling.kind === 'automatic'
    ? [{ path: 'scaling', message: 'a cron job has one pod a run and no autoscaler', fix: 'remove scaling' }]
    : [],
);

const autoscalerPace = check('autoscaler-pace', ['scaling'], ({ scaling }) => {
  if (scaling.kind !== 'automatic') return [];
  const { upAfter, downAfter, period } = scaling.behavior;
  const outside = (field: string, value: number, least: number, most: number) =>
    (value < least || value > most) && {
      path: `scaling.behavior.${field}`,
      message: `${field} is ${seconds(value)}, but an autoscaler takes ${seconds(least)} to ${seconds(most)}`,
      value: seconds(value),
      allowed: `${seconds(least)} to ${seconds(most)}`,
      fix: `${value < least ? 'raise' : 'lower'} scaling.behavior.${field}`,
    };
  return found(
    outside('upAfter', upAfter, 0, 3600),
    outside('downAfter', downAfter, 0, 3600),
    outside('period', period, 1, 1800),
  );
});

/** Checks of pod numbers. */
export const scalingChecks = [minWithinMax, autoscalerPace, oneBudget, budgetLeavesPods, cronScalesNot];
