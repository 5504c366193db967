import { imageOf } from '../../lib/builds/engine-answer.js';
import { historyOptions } from '../../lib/builds/inspect.js';
import { judged } from '../../lib/cli/image-findings.js';
import { isBuilt } from '../../lib/image/request.js';
import type { Docker } from './docker.js';
import type { Fixture, Fixtures } from './fixture.js';

/** The rules that `slipway verify-image` finds broken in an image; it was built for the engine's own platform. */
export const findingsOf = async (
  docker: Docker,
  { workspace }: Fixtures,
  { service }: Fixture,
  reference: string,
): Promise<readonly string[]> => {
  const inspect = await docker.run(['image', 'inspect', reference]);
  const image = imageOf(reference, inspect, await docker.run(['history', ...historyOptions, reference]));
  if (image === undefined || !isBuilt(service)) throw new Error(`there is nothing to verify in ${reference}`);
  const images = { ...service.images, platforms: [`${image.os}/${image.architecture}`] };
  return judged({ service: { ...service, images }, reference }, image, workspace).map(({ rule }) => rule);
};
