import type { ImageBuild } from './types/image-build.js';

/** A build secret: its id, and the variable that names its file; where it says none, the file is `~/.<id>`. */
export interface BuildSecret {
  readonly id: string;
  readonly variable: string;
}

/** The build secrets that an image needs: `netrc` is read from the file in SECRET_NETRC, else from `~/.netrc`. */
export const buildSecrets = ({ recipe }: Pick<ImageBuild, 'recipe'>): readonly BuildSecret[] => {
  const ids =
    recipe.language === 'custom'
      ? recipe.stages.flatMap(({ steps }) =>
          steps.flatMap((step) => (step.kind === 'run' ? step.secrets.map(({ id }) => id) : [])),
        )
      : 'secret' in recipe && recipe.secret !== undefined
        ? [recipe.secret.id]
        : [];
  return [...new Set(ids)]
    .sort()
    .map((id) => ({ id, variable: `SECRET_${id.toUpperCase().replace(/[^A-Z0-9]/g, '_')}` }));
};
