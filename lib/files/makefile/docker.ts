import type { ImageBuild } from '../../local/types/image-build.js';
import { recipeWord } from '../quoting/make.js';
import { script, type Target, target } from './target.js';

/** A build secret: its id, the variable that names its file, and the file where that says none. */
interface BuildSecret {
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

/** Adds one build secret to the arguments; docker reads the option as a line of CSV, so its path has no comma or quote. */
const secretArgument = ({ id, variable }: BuildSecret): readonly string[] => [
  `file=$\${${variable}:-$$HOME/.${id}};`,
  `case $$file in *[,\\"[:cntrl:]]*) echo "the path in ${variable} has a comma or a quote" >&2; exit 2;; esac;`,
  '[ -r "$$file" ] || {',
  `  printf '%s\\n' "the build needs the secret ${id}, and $$file is not there; say make docker ${variable}=<file>" >&2;`,
  '  exit 2; };',
  `set -- "$$@" --secret "id=${id},src=$$file";`,
];

const buildArguments = ['VERSION', 'COMMIT', 'BUILD_TIME'].map((name) => `  --build-arg "${name}=$$${name}"`);

/** How the image is built and pushed. */
export const dockerTargets = (image: ImageBuild): readonly Target[] => [
  target(
    'docker',
    'builds the image',
    script(
      '$(identity) $(tagged)',
      'set --;',
      ...buildSecrets(image).flatMap(secretArgument),
      'set -x;',
      `DOCKER_BUILDKIT=1 docker build --file ${recipeWord(image.dockerfile)}`,
      ...buildArguments,
      '  "$$@" --tag "$$IMAGE:$$TAG" .',
    ),
  ),
  target(
    'push',
    'pushes the image that docker has built',
    script('$(identity) $(tagged)', 'set -x; docker push -- "$$IMAGE:$$TAG"'),
  ),
];
