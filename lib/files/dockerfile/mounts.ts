import type { MountedSecret } from '../../local/types/image-build.js';
import { mountField } from './quoting.js';

/** A folder that builds keep and share, and no image has; `locked` lets one build at a time use it. */
export const cache = (path: string, sharing: 'shared' | 'locked' = 'shared'): string =>
  `--mount=type=cache,target=${mountField(path)}${sharing === 'locked' ? ',sharing=locked' : ''}`;

/** A build secret as a file; a build without it goes on, since what it opens may be cached. */
export const secret = ({ id, target }: MountedSecret): string =>
  `--mount=type=secret,id=${mountField(id)},target=${mountField(target)}`;

/** The mount of a secret that a recipe may have. */
export const secrets = (recipe: { readonly secret?: MountedSecret }): readonly string[] =>
  recipe.secret === undefined ? [] : [secret(recipe.secret)];
