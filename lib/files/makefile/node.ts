import type { NodeBuild } from '../../local/types/image-build.js';
import { recipeWord } from '../quoting/make.js';
import { script, type Target, target } from './target.js';

/** What installs exactly the lock file; the two yarns call it differently. */
const install = {
  npm: 'npm ci',
  pnpm: 'pnpm install --frozen-lockfile',
  yarn: script(
    'case $$(yarn --version) in',
    '  1.*) set -x; yarn install --frozen-lockfile;;',
    '  *) set -x; yarn install --immutable;;',
    'esac',
  ),
} as const;

/** Runs the script `lint` of package.json where there is one; yarn has no word for that. */
const lint = {
  npm: 'npm run lint --if-present',
  pnpm: 'pnpm run --if-present lint',
  yarn: script(
    `if node -e 'process.exit(require("./package.json").scripts?.lint ? 0 : 1)';`,
    "then set -x; yarn run lint; else echo 'package.json has no script lint'; fi",
  ),
} as const;

/** How a Node program is built, tested and checked: by the scripts of its package.json. */
export const nodeTargets = ({ packageManager, script: build }: NodeBuild): readonly Target[] => [
  target(
    'build',
    build === undefined ? 'installs the dependencies' : `installs the dependencies and runs the script ${build}`,
    install[packageManager],
    ...(build === undefined ? [] : [`${packageManager} run ${recipeWord(build)}`]),
  ),
  target('test', 'runs the script test', `${packageManager} ${packageManager === 'yarn' ? 'run ' : ''}test`),
  target('lint', 'runs the script lint, where there is one', lint[packageManager]),
];
