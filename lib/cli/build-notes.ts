import type { BuildResult } from '../builds/services.js';
import type { BuiltService } from '../image/request.js';

const timesKept =
  'this builder keeps the times of files in layers, so that building the commit again may give another digest; ' +
  'BuildKit rewrites them from 0.13 on, in a builder of docker buildx create';

/** What is to be known beside the results: that nothing was pushed, what is left out, and what may differ the next time. */
export const notesOn = (
  results: readonly BuildResult[],
  services: readonly BuiltService[],
  push: boolean,
): readonly string[] => {
  if (push) return results.some((result) => result.timesKept === true) ? [timesKept] : [];
  const isDone = results.some(({ state }) => state === 'built');
  const several = services.some(({ images }) => images.platforms.length > 1);
  const only = [...new Set(results.flatMap(({ platforms }) => platforms))];
  return [
    ...(several && isDone
      ? [`only ${only.join(', ')} was built: the engine holds one platform of an image; --push builds all`]
      : []),
    'nothing was pushed, and the images lock stays as it is: slipway build --push does both',
  ];
};
