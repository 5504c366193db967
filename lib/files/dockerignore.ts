import type { ImageBuild } from '../local/types/image-build.js';
import type { LocalService } from '../local/types/local.js';
import { hides, literal } from './dockerignore/match.js';
import { type Needed, needed, stale } from './dockerignore/needed.js';
import { caches, documents, goDocuments, secret, tests, tools } from './dockerignore/patterns.js';
import { marker } from './marker.js';

interface Group {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What Slipway writes, and what it is written from. */
const generated = ({ source, manifests }: Ignored, { dockerfile }: ImageBuild): readonly string[] => [
  ...[dockerfile, source, ...(manifests.startsWith('..') ? [] : [manifests])].map(literal),
  '.dockerignore',
  'Dockerfile.*',
  'compose*.yaml',
  'compose*.yml',
  'docker-compose*',
  'images.lock.json*',
  '**/*.k8s.yaml',
];

/** Steps that run tests need them. */
const testing = (recipe: ImageBuild['recipe']): boolean =>
  'steps' in recipe && recipe.steps.some((command) => command.includes('test'));

const hidden = (service: Ignored, build: ImageBuild, { whole, only }: Needed): readonly Group[] => {
  if (only) return [{ title: 'Everything but what the image is made of', lines: ['*'] }];
  const { recipe } = build;
  const everything = whole.includes('.');
  return [
    { title: 'What Slipway writes, and reads', lines: generated(service, build) },
    { title: 'Tools', lines: [...tools, ...caches[recipe.language], ...stale(recipe).map(literal)] },
    ...(everything
      ? []
      : [{ title: 'Documents', lines: [...documents, ...(recipe.language === 'go' ? goDocuments : [])] }]),
    ...(everything ? [] : [{ title: 'Tests', lines: testing(recipe) ? [] : tests[recipe.language] }]),
  ];
};

const again = (paths: readonly string[]): readonly string[] => [
  ...new Set(paths.filter((path) => path !== '.').map((path) => `!${literal(path)}`)),
];

type Ignored = Pick<LocalService, 'source' | 'manifests' | 'imageBuild' | 'goConfig'>;

/**
 * The `.dockerignore` of a service: what stays out of the build's context. It never hides what the Dockerfile copies; a
 * secret below a copied folder stays out, unless it is an asset by its own name. The empty text for a finished image.
 */
export const dockerignore = (service: Ignored): string => {
  const { imageBuild, source, goConfig } = service;
  if (imageBuild === undefined) return '';
  const need = needed(imageBuild.recipe, goConfig);
  const groups = hidden(service, imageBuild, need);
  const hiddenBy = (patterns: readonly string[]) => (path: string) => patterns.some((pattern) => hides(pattern, path));
  const shown = [...need.whole, ...need.seen.filter(hiddenBy(groups.flatMap(({ lines }) => lines)))];
  const all: readonly Group[] = [
    ...groups,
    { title: 'What the image is made of', lines: again(shown) },
    { title: 'Secrets, wherever they are', lines: secret },
    { title: 'Named in the definition', lines: again([...need.whole, ...need.seen].filter(hiddenBy(secret))) },
  ];
  const paragraphs = all.filter(({ lines }) => lines.length > 0).map(({ title, lines }) => [`# ${title}`, ...lines]);
  return `${[[marker('hash', source)], ...paragraphs].map((lines) => lines.join('\n')).join('\n\n')}\n`;
};
