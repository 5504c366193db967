import type { PythonBuild } from '../../local/types/image-build.js';
import { recipeWord } from '../quoting/make.js';
import { script, type Target, target } from './target.js';

/** How a Python program is built, tested and checked, with the Python that is active. */
export const pythonTargets = ({ module }: PythonBuild): readonly Target[] => [
  target(
    'build',
    `compiles ${module}, which finds errors of syntax`,
    script(
      `if [ -d ${recipeWord(module)} ]; then source=${recipeWord(module)}; else source=${recipeWord(`${module}.py`)}; fi;`,
      'set -x; python3 -m compileall -q "$$source"',
    ),
  ),
  target('test', 'runs the tests with pytest', 'python3 -m pytest'),
  target(
    'lint',
    'checks the source with ruff, where it is installed',
    script(
      'if command -v ruff >/dev/null 2>&1; then set -x; ruff check;',
      "else echo 'ruff is not installed: nothing was checked'; fi",
    ),
  ),
];
