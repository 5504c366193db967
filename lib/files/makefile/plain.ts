import type { StaticBuild } from '../../local/types/image-build.js';
import { recipeWord } from '../quoting/make.js';
import { script, type Target, target } from './target.js';

const nothing = (name: string, what: string): Target =>
  target(
    name,
    `nothing: Slipway knows no ${what}`,
    `@echo ${recipeWord(`there is nothing to ${name}: Slipway knows no ${what}`)}`,
  );

/** What a folder of files has to be: it is served as it is. */
export const staticTargets = ({ root }: StaticBuild): readonly Target[] => [
  target(
    'build',
    'checks that the folder has an index.html',
    script(
      `[ -f ${recipeWord(`${root}/index.html`)} ] ||`,
      `{ echo ${recipeWord(`${root}/index.html is not there: the folder that is served needs one`)} >&2; exit 1; }`,
    ),
  ),
  nothing('test', 'tests of a folder of files'),
  nothing('lint', 'linter for a folder of files'),
];

/** What is known of stages that a team describes itself: that they make an image. */
export const customTargets: readonly Target[] = [
  { name: 'build', description: 'builds the image', needs: ['docker'], recipe: [] },
  nothing('test', "tests of a team's own stages"),
  nothing('lint', "linter for a team's own stages"),
];
