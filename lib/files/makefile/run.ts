import type { LocalService } from '../../local/types/local.js';
import { recipeWord } from '../quoting/make.js';
import { script, type Target, target } from './target.js';

/** The workspace, seen from the folder of the definition. */
const workspace = (folder: string): string =>
  folder === '.'
    ? ''
    : ` --workspace ${folder
        .split('/')
        .map(() => '..')
        .join('/')}`;

/** Ends the recipe with advice when what `slipway generate` makes for this machine only is not there. */
const needs = (path: string, folder: string): string =>
  `[ -e ${path} ] || { echo '${path} is not there: it is never committed; run "slipway generate${workspace(folder)}"' >&2; exit 1; };`;

/** Runs the service with Compose, its dependencies beside it; one that runs on a schedule runs once. */
export const runTarget = ({ name, folder, workload, imageBuild, local }: LocalService): Target => {
  const build = imageBuild === undefined ? '' : ' --build';
  const once = workload.kind === 'cron';
  return target(
    'run',
    once ? 'runs it once, with its dependencies' : 'runs it with its dependencies, until Ctrl+C',
    script(
      ...(local.credentials.length > 0 ? [needs('.env', folder)] : []),
      ...(local.files.length > 0 ? [needs('.slipway', folder)] : []),
      // Compose names the image by the version, which has to be a tag then.
      ...(imageBuild === undefined ? [] : ['$(identity) $(tagged)', 'VERSION=$$TAG;']),
      'set -x;',
      once ? `docker compose run --rm${build} ${recipeWord(name)}` : `docker compose up${build}`,
    ),
  );
};
