import type { ImageBuild } from '../../local/types/image-build.js';
import type { LocalService } from '../../local/types/local.js';
import { packageManagers } from '../dockerfile/package-manager.js';

/** What the image is made of, as paths below the folder of the definition. */
export interface Needed {
  /** copied with everything below */
  readonly whole: readonly string[];
  /** read, perhaps among much else: only to be seen */
  readonly seen: readonly string[];
  /** true when nothing else is read */
  readonly only: boolean;
}

const built = ['build', 'dist', 'out'];

/** A build makes its own output; what stands there may be old. */
const output = (recipe: Extract<ImageBuild['recipe'], { language: 'node' }>): readonly string[] =>
  recipe.script !== undefined && built.includes(recipe.output) ? [recipe.output] : [];

const modulePaths = (main: string): readonly string[] => {
  const parts = main.split('.');
  return parts.flatMap((_, index) => {
    const path = parts.slice(0, index + 1).join('/');
    return [path, `${path}.py`];
  });
};

const relative = (path: string): string => path.replace(/^\.?\//, '');

/** What a recipe needs of the source. */
export const needed = (recipe: ImageBuild['recipe'], goConfig: LocalService['goConfig']): Needed => {
  switch (recipe.language) {
    case 'go': {
      const generated = goConfig === undefined ? [] : [relative(goConfig.path)];
      return { whole: recipe.assets, seen: ['go.mod', 'go.sum', relative(recipe.main), ...generated], only: false };
    }
    case 'node': {
      const { files, folders } = packageManagers[recipe.packageManager];
      const lists = [...files.map((file) => file.replace(/\*$/, '')), ...folders];
      const program = output(recipe).length === 0 ? [recipe.main, recipe.output] : [];
      return { whole: recipe.assets, seen: ['package.json', ...lists, ...program], only: false };
    }
    case 'python':
      return {
        whole: recipe.assets,
        seen: [recipe.requirements, ...modulePaths(recipe.main), `${recipe.main.replaceAll('.', '/')}/__main__.py`],
        only: false,
      };
    case 'static':
      return { whole: [recipe.root], seen: [], only: recipe.root !== '.' };
    case 'custom': {
      const copied = recipe.stages.flatMap(({ steps }) =>
        steps.flatMap((step) => (step.kind === 'copy' && step.from === undefined ? step.paths.map(relative) : [])),
      );
      const everything = recipe.stages.length === 0 || copied.some((path) => path === '' || path === '.');
      return { whole: everything ? ['.'] : copied, seen: [], only: !everything };
    }
  }
};

/** What of the source is never read, for a recipe's own reasons. */
export const stale = (recipe: ImageBuild['recipe']): readonly string[] => {
  switch (recipe.language) {
    case 'go':
      return [`bin/${recipe.binary}`];
    case 'node':
      return output(recipe);
    default:
      return [];
  }
};
