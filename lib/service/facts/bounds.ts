import type { Problem } from '../../definition/problems.js';
import { compareQuantity } from '../../definition/quantity.js';
import type { Context } from '../context.js';

/** What a team asks for above the platform's bounds. */
export const boundProblems = ({ definition, environment, environmentName }: Context): readonly Problem[] => {
  const { resources, scaling } = definition;
  const most = environment.bounds;
  const over = (path: string, value: string, bound: string) => ({
    path,
    check: 'within-bounds',
    message: `${value} is above what the platform allows in ${environmentName}`,
    value,
    allowed: `at most ${bound}`,
    fix: 'ask for less, or ask the platform team to raise the bound',
  });
  const pods = scaling.kind === 'fixed' ? scaling.replicas : scaling.max;
  return [
    ...(most.replicas !== undefined && pods > most.replicas
      ? [over(scaling.kind === 'fixed' ? 'scaling' : 'scaling.max', String(pods), String(most.replicas))]
      : []),
    ...(['cpu', 'memory', 'storage'] as const).flatMap((name) => {
      const bound = most[name];
      const { request, limit } = resources[name];
      if (bound === undefined) return [];
      return [
        ...(limit === 'none' || compareQuantity(limit, bound) > 0
          ? [over(`resources.${name}.limit`, limit, bound)]
          : []),
        ...(compareQuantity(request, bound) > 0 ? [over(`resources.${name}.request`, request, bound)] : []),
      ];
    }),
  ];
};
