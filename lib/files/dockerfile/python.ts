import { posix } from 'node:path';
import type { PythonBuild } from '../../local/types/image-build.js';
import { collect, out, readable } from './collect.js';
import { type Command, comment, copy, from, pairs, run, workdir } from './instructions.js';
import { cache, secrets } from './mounts.js';
import { packages } from './packages.js';
import { shellPath } from './quoting.js';
import type { RecipeStages } from './recipe-stages.js';
import { steps } from './steps.js';

const libraries = '/libraries';

/** Bytecode that is the same on any day: it holds a hash of its source instead of a time. */
const compile = (folder: string): string => `python -m compileall -q -f --invalidation-mode unchecked-hash ${folder}`;

const install = (requirements: string): readonly Command[] => [
  [
    'pip install --disable-pip-version-check --root-user-action=ignore --no-compile',
    `--target ${libraries} --requirement ${shellPath(requirements)}`,
  ],
  `mkdir -p ${libraries}`,
  `{ ${compile(libraries)} || true; }`,
  readable(libraries),
];

const program = (module: string): string =>
  `if [ -d ${module} ]; then cp -R ${module} ${out}/; else cp ${module}.py ${out}/; fi`;

/** The stages of a Python program: its libraries and its source, each compiled, and what the final image has of them. */
export const python = (recipe: PythonBuild): RecipeStages => {
  const { requirements, module, assets, final } = recipe;
  const mounts = [cache('/root/.cache/pip'), ...secrets(recipe)];
  const built = [`mkdir -p ${out}`, program(module), compile(out), ...collect(assets), readable(out)];
  return {
    before: [
      [from(recipe.builder, 'libraries'), ...packages(recipe), workdir('/src')],
      [
        comment('The libraries come before the source, so that a changed line fetches none of them again.'),
        copy([requirements], posix.join('.', posix.dirname(requirements), '/')),
        run(install(requirements), mounts),
      ],
      [
        from('libraries', 'build'),
        ...(recipe.steps.length === 0 ? [] : pairs('ENV', { PYTHONPATH: libraries })),
        copy(['.'], '.'),
        ...steps(recipe, mounts),
        run(built),
      ],
    ],
    base: [from(final.image), ...packages(final)],
    program: [copy([libraries], '/app/lib', { from: 'libraries' }), copy([out], '/app', { from: 'build' })],
  };
};
