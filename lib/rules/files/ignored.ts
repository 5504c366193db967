import { at, textAt } from '../values.js';
import type { Place } from './artefacts.js';
import { execForm, type Step, words } from './dockerfile.js';
import { isKnown } from './expand.js';
import { hiddenBy, type Pattern, readIgnore } from './ignore.js';
import type { Read } from './read.js';
import type { FileRule } from './rule.js';
import { type Conflict, shown } from './said.js';

interface Source {
  readonly path: string;
  readonly place: Place;
}

const elsewhere = /^(?:<<|[a-z]+:\/\/|git@)/;

/** What a COPY or ADD takes out of the build context; the last word says where it goes. */
const copied = ({ text, raw, flags }: Step): readonly string[] => {
  if (flags.some(({ name }) => name === 'from') || /(?:^|\s)<</.test(raw)) return [];
  return (execForm(text) ?? words(text)).slice(0, -1).filter((source) => !elsewhere.test(source));
};

/** What a RUN mounts of the build context: a bind mount of no other stage. */
const bound = ({ flags }: Step): readonly string[] =>
  flags.flatMap(({ name, value }) => {
    if (name !== 'mount') return [];
    const options = new Map(
      value.split(',').map((option) => [option.split('=', 1)[0], option.replace(/^[^=]*=?/, '')]),
    );
    const source = options.get('source') ?? options.get('src');
    const isBind = (options.get('type') ?? 'bind') === 'bind' && !options.has('from');
    return isBind && source !== undefined ? [source] : [];
  });

/** What a step takes out of the build context, and where it says so. */
export const sourcesOf = (step: Step): readonly Source[] => {
  const paths = step.keyword === 'RUN' ? bound(step) : /^(?:COPY|ADD)$/.test(step.keyword) ? copied(step) : [];
  return paths.filter(isKnown).map((path) => ({ path, place: { ...step.place, value: shown(path) } }));
};

/** Names that a source with wildcards stands for: nobody knows the files, so it is hidden only when all of these are. */
const samples = (source: string): readonly string[] =>
  /[*?]/.test(source) ? ['', 'x'].map((filler) => source.replace(/\*+/g, filler).replaceAll('?', 'x')) : [source];

const hides = (patterns: readonly Pattern[], { path }: Source): Pattern | undefined => {
  if (/[[\\]/.test(path)) return undefined;
  const found = samples(path).map((sample) => hiddenBy(patterns, sample));
  return found.every((pattern) => pattern !== undefined) ? found[0] : undefined;
};

/** Whether the image is built in the folder of the definition, whose `.dockerignore` is judged. */
export const isOwnContext = ({ composes }: Read): boolean =>
  composes.every(({ shared, entry }) => {
    const build = entry?.fields.build;
    const context = typeof build === 'string' ? build : (textAt(build, 'context') ?? '.');
    return shared || (['', '.', './'].includes(context) && at(build, 'dockerfile_inline') === undefined);
  });

const hidden = (read: Read): readonly Conflict[] => {
  const { dockerignore, folder, expected } = read.artefacts;
  if (dockerignore === undefined || read.image === undefined || !isOwnContext(read)) return [];
  const patterns = readIgnore(dockerignore.text);
  const sources = [
    ...read.image.all.flatMap(sourcesOf),
    ...(expected.copies ?? []).map((path) => ({ path, place: { file: folder, path: 'build', value: shown(path) } })),
  ];
  return sources.flatMap((source) => {
    const pattern = hides(patterns, source);
    if (pattern === undefined) return [];
    const value = shown(pattern.text);
    return [
      {
        places: [source.place, { file: dockerignore.path, line: pattern.line, path: value, value }],
        message: `${source.place.file} copies ${source.place.value}, ${value} in ${dockerignore.path} hides it`,
      },
    ];
  });
};

/** What the build needs and may see. */
export const ignored: readonly FileRule[] = [
  {
    id: 'files/ignored-copy',
    reason: 'what .dockerignore hides is not there for COPY, and the build fails or lacks it',
    fix: 'remove the line from .dockerignore, or bring the path back by a line after it: !path',
    check: hidden,
  },
];
