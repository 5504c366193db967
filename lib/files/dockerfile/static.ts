import type { StaticBuild } from '../../local/types/image-build.js';
import { copy, from } from './instructions.js';
import { packages } from './packages.js';
import type { RecipeStages } from './recipe-stages.js';

/** The one stage of a folder of files: a server, and the files that it serves, which every user can read. */
export const files = ({ root, server, final }: StaticBuild): RecipeStages => ({
  before: [],
  base: [from(final.image), ...packages(final), copy([server.from], server.to, { from: server.image })],
  program: [copy([root], '/public', { mode: '755' })],
});
