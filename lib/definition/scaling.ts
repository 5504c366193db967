import { z } from 'zod';
import { WholeSeconds } from './duration.js';
import { CountOrPercent, Percent } from './scalars.js';
import { shorthand } from './shorthand.js';

const Disruption = z.strictObject({
  /** pods that may be away at once when nodes are drained, a count or a percentage */
  maxUnavailable: CountOrPercent.optional(),
  /** pods that must stay when nodes are drained, a count or a percentage; instead of `maxUnavailable` */
  minAvailable: CountOrPercent.optional(),
});

const common = {
  /** how many pods may be away at once when nodes are drained; default: 1 */
  disruption: Disruption.prefault({}).transform((budget) =>
    budget.maxUnavailable === undefined && budget.minAvailable === undefined
      ? { ...budget, maxUnavailable: 1 }
      : budget,
  ),
};

const Behavior = z.strictObject({
  /** how long the need must have been higher before pods are added */
  upAfter: WholeSeconds.default(0),
  /** how long the need must have been lower before pods are taken away */
  downAfter: WholeSeconds.default(300),
  /** the most by which the number grows in one period, in percent of the pods there are */
  upPercent: z.int().min(1).max(1000).default(100),
  /** the most pods that are taken away in one period */
  downPods: z.int().min(1).max(1000).default(1),
  /** the period that `upPercent` and `downPods` speak of */
  period: WholeSeconds.default(60),
});

const Fixed = z.strictObject({
  /** `fixed` or `automatic`; need not be said, since the other fields tell */
  kind: z.literal('fixed').optional(),
  /** how many pods there are, always */
  replicas: z.int().min(0).max(10_000).default(3),
  ...common,
});

const Automatic = z.strictObject({
  /** `fixed` or `automatic`; need not be said, since the other fields tell */
  kind: z.literal('automatic').optional(),
  /** the fewest pods, however little there is to do */
  min: z.int().min(1).max(10_000).default(3),
  /** the most pods, however much there is to do */
  max: z.int().min(1).max(10_000),
  /** mean processor use that is aimed at, in percent of the request; default: 70% where memory says nothing either */
  cpu: Percent.optional(),
  /** mean memory use that is aimed at, in percent of the request */
  memory: Percent.optional(),
  /** how fast it follows */
  behavior: Behavior.prefault({}),
  ...common,
});

/** How many pods: a number such as `3`, or `min`, `max` and what to aim at. */
export const Scaling = shorthand(
  z.int('expected a number of pods such as 3, or min and max').min(0).max(10_000),
  z.union([
    Fixed.transform((fixed) => ({ ...fixed, kind: 'fixed' as const })),
    Automatic.transform((automatic) => ({
      ...automatic,
      kind: 'automatic' as const,
      cpu: automatic.cpu ?? (automatic.memory === undefined ? 70 : undefined),
    })),
  ]),
  (replicas) => ({ kind: 'fixed' as const, replicas }),
  (scaling) => {
    if ('replicas' in scaling) return 'fixed';
    return 'min' in scaling || 'max' in scaling ? 'automatic' : undefined;
  },
).prefault({});
