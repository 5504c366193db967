import type { NodeBuild } from '../../local/types/image-build.js';
import { collect, out, readable } from './collect.js';
import { comment, copy, from, run, workdir } from './instructions.js';
import { secrets } from './mounts.js';
import { lists, packageManagers } from './package-manager.js';
import { packages } from './packages.js';
import type { RecipeStages } from './recipe-stages.js';
import { steps } from './steps.js';

const modules = 'node_modules';

/** The stages of a Node.js program: what it needs when it runs, what is built of it, and what the final image has of both. */
export const node = (recipe: NodeBuild): RecipeStages => {
  const { packageManager, script, output, assets, final } = recipe;
  const manager = packageManagers[packageManager];
  const { caches, setup, install, forget } = manager;
  const mounts = [...caches, ...secrets(recipe)];
  const collected = [`mkdir -p ${out}`, ...collect([...new Set(['package.json', output, ...assets])]), readable(out)];
  const builds = script !== undefined;
  const tools = script !== undefined || recipe.steps.length > 0;
  return {
    before: [
      [from(recipe.builder, 'base'), ...packages(recipe), ...setup(secrets(recipe)), workdir('/src')],
      [
        comment('The lists of packages come before the source, so that a changed line fetches none of them again.'),
        ...lists(manager),
      ],
      [
        from('base', 'dependencies'),
        run([install('production'), `mkdir -p ${modules}`, ...forget, readable(modules)], mounts),
      ],
      [
        from('base', 'build'),
        ...(tools ? [run([install('all')], mounts)] : []),
        copy(['.'], '.'),
        ...steps(recipe, mounts),
        builds ? run([`${packageManager} run ${script}`, ...collected], caches) : run(collected),
      ],
    ],
    base: [from(final.image), ...packages(final)],
    program: [
      copy([`/src/${modules}`], `/app/${modules}`, { from: 'dependencies' }),
      copy([out], '/app', { from: 'build' }),
    ],
  };
};
