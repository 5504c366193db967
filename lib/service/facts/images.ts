import type { Problem } from '../../definition/problems.js';
import { buildCommand } from '../../images-lock.js';
import type { Context } from '../context.js';

/** Tags that name another image tomorrow. */
const mutable = new Set(['latest', 'main', 'master', 'develop', 'dev', 'edge', 'nightly', 'stable', 'head']);

/** Images that are not named exactly enough for the environment. */
export const imageProblems = ({ definition, environment, environmentName, image }: Context): readonly Problem[] => {
  const path = definition.build === undefined ? 'image' : 'build';
  const fix =
    definition.build === undefined
      ? 'name a version, or a digest as @sha256:…'
      : `run "${buildCommand(definition.name, image.under)}", and commit images.lock.json`;
  if (environment.digests === 'required' && image.digest === undefined)
    return [
      {
        path,
        check: 'digest-required',
        message: `${environmentName} takes images by digest only`,
        value: image.tag ?? 'no tag',
        allowed: 'repository:tag@sha256:…',
        fix,
      },
    ];
  if (environment.local || image.digest !== undefined) return [];
  if (image.tag === undefined)
    return [
      {
        path,
        check: 'image-pinned',
        message: `no version of ${image.repository} is known for ${environmentName}`,
        allowed: 'a version, or a digest',
        fix,
      },
    ];
  return mutable.has(image.tag.toLowerCase())
    ? [
        {
          path,
          check: 'image-pinned',
          message: `the tag "${image.tag}" moves, so that nobody knows what runs`,
          value: image.tag,
          allowed: 'a version, or a digest; moving tags in local work only',
          fix,
        },
      ]
    : [];
};
