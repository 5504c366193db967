import type { Problem } from '../definition/problems.js';
import type { Bases } from '../platform/bases.js';
import type { ImageBuild } from './types/image-build.js';
import type { LocalDependency } from './types/local.js';

const ofRecipe = (recipe: ImageBuild['recipe']): readonly string[] => {
  switch (recipe.language) {
    case 'static':
      return [recipe.server.image, recipe.final.image];
    case 'custom': {
      const stages = recipe.stages.map(({ name }) => name);
      const named = recipe.stages.flatMap(({ from, steps }) => [
        from,
        ...steps.flatMap((step) => (step.kind === 'copy' && step.from !== undefined ? [step.from] : [])),
      ]);
      return named.filter((name) => !stages.includes(name));
    }
    default:
      return [recipe.builder, recipe.final.image];
  }
};

/** Images without a digest, where the platform demands one of every image that is built from or run beside a service. */
export const unpinned = (
  imageBuild: ImageBuild | undefined,
  dependencies: readonly LocalDependency[],
  { required }: Pick<Bases, 'required'>,
): readonly Problem[] => {
  if (!required) return [];
  const built =
    imageBuild === undefined ? [] : [...ofRecipe(imageBuild.recipe), ...imageBuild.copied.map(({ image }) => image)];
  const problem = (path: string, image: string): Problem => ({
    path,
    check: 'base-digest-required',
    message: `the image ${image} has no digest`,
    value: image,
    allowed: 'an image with its digest',
    fix: 'name the digest in the platform, under bases.digests, by the name that the image has without a mirror',
  });
  const isOpen = (image: string): boolean => image !== 'scratch' && !image.includes('@');
  return [
    ...[...new Set(built)].filter(isOpen).map((image) => problem('build', image)),
    ...dependencies
      .filter(({ image }) => isOpen(image))
      .map(({ name, image }) => problem(`dependencies.${name}`, image)),
  ];
};
