import { z } from 'zod';
import { WholeSeconds } from './duration.js';
import { CountOrPercent } from './scalars.js';

/** How a new version replaces the old one. */
export const Rollout = z
  .strictObject({
    /** pods above the wanted number while rolling, a count or a percentage */
    maxSurge: CountOrPercent.default(1),
    /** pods below the wanted number while rolling, a count or a percentage */
    maxUnavailable: CountOrPercent.default(0),
    /** how long a new pod must be ready before it counts */
    minReady: WholeSeconds.default(5),
    /** how long a rollout may make no progress before it has failed */
    deadline: WholeSeconds.default(300),
    /** old versions kept to roll back to */
    history: z.int().min(0).max(100).default(5),
  })
  .prefault({});
