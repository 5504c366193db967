import { type BuildSecret, buildSecrets } from '../../local/build-secrets.js';
import type { ImageBuild } from '../../local/types/image-build.js';
import { recipeWord } from '../quoting/make.js';
import { script, type Target, target } from './target.js';

/** Adds one build secret to the arguments; docker reads the option as a line of CSV, so its path has no comma or quote. */
const secretArgument = ({ id, variable }: BuildSecret): readonly string[] => [
  `file=$\${${variable}:-$$HOME/.${id}};`,
  `case $$file in *[,\\"[:cntrl:]]*) echo "the path in ${variable} has a comma or a quote" >&2; exit 2;; esac;`,
  '[ -r "$$file" ] || {',
  `  printf '%s\\n' "the build needs the secret ${id}, and $$file is not there; say make docker ${variable}=<file>" >&2;`,
  '  exit 2; };',
  `set -- "$$@" --secret "id=${id},src=$$file";`,
];

const buildArguments = ['VERSION', 'COMMIT', 'BUILD_TIME', 'SOURCE_DATE_EPOCH'].map(
  (name) => `  --build-arg "${name}=$$${name}"`,
);

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
      ...(image.target === undefined ? [] : [`  --target ${recipeWord(image.target)}`]),
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
