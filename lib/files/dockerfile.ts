import type { ImageBuild } from '../local/types/image-build.js';
import type { LocalService } from '../local/types/local.js';
import { custom } from './dockerfile/custom.js';
import { final } from './dockerfile/final.js';
import { go } from './dockerfile/go.js';
import { node } from './dockerfile/node.js';
import { python } from './dockerfile/python.js';
import type { RecipeStages } from './dockerfile/recipe-stages.js';
import { files } from './dockerfile/static.js';
import { marker } from './marker.js';

const stages = (recipe: ImageBuild['recipe']): RecipeStages => {
  switch (recipe.language) {
    case 'go':
      return go(recipe);
    case 'node':
      return node(recipe);
    case 'python':
      return python(recipe);
    case 'static':
      return files(recipe);
    case 'custom':
      return custom(recipe);
  }
};

/**
 * The Dockerfile of a service; the empty text for a finished image. Throws when a value has a character that no Dockerfile
 * can hold, such as a line break in a label.
 */
export const dockerfile = ({ source, imageBuild }: Pick<LocalService, 'source' | 'imageBuild'>): string => {
  if (imageBuild === undefined) return '';
  const { syntax, recipe } = imageBuild;
  const head = [...(syntax === undefined ? [] : [`# syntax=${syntax}`]), marker('hash', source)];
  const { before, ...last } = stages(recipe);
  const paragraphs = [head, ...before, ...final(imageBuild, last)].filter((lines) => lines.length > 0);
  return `${paragraphs.map((lines) => lines.join('\n')).join('\n\n')}\n`;
};
