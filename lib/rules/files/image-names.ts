import { at, isSet, textAt } from '../values.js';
import type { Place } from './artefacts.js';
import type { Entry } from './compose.js';
import { isKnown } from './expand.js';
import type { Read } from './read.js';
import type { FileRule } from './rule.js';
import { agree, type Conflict, type Said, shown } from './said.js';

/** An image taken apart: what a registry calls it, and what pins it. */
export const partsOf = (
  image: string,
): { readonly repository: string; readonly tag?: string; readonly digest?: string } => {
  const [name = '', digest] = image.split('@', 2);
  const colon = name.lastIndexOf(':');
  const tagged = colon > name.lastIndexOf('/');
  return {
    repository: tagged ? name.slice(0, colon) : name,
    ...(tagged && { tag: name.slice(colon + 1) }),
    ...(digest !== undefined && { digest }),
  };
};

const said = (called: string, place: Place, image: string): Said | undefined => {
  const { repository } = partsOf(image);
  return isKnown(repository)
    ? { called, place: { ...place, value: repository === '' ? 'missing' : shown(repository) }, same: repository }
    : undefined;
};

const ofEntry = (entry: Entry): Said | undefined => {
  const image = at(entry.fields, 'image');
  if (!entry.whole && !isSet(image)) return undefined;
  const place = entry.place('image', '');
  return said(`repository of ${place.file} image`, place, isSet(image) ? String(image) : '');
};

const repositories = ({ artefacts: { folder, expected }, entries, production }: Read): readonly Conflict[] => {
  const definition = said(
    'image of the definition',
    { file: folder, path: 'image', value: '' },
    expected.image.repository,
  );
  const manifest =
    production === undefined
      ? undefined
      : said(
          'image of the manifests',
          production.place('image', ''),
          textAt(production.container.fields, 'image') ?? '',
        );
  return [...entries.flatMap((entry) => agree(ofEntry(entry), manifest ?? definition)), ...agree(manifest, definition)];
};

/** The images from elsewhere that a Dockerfile names: stages begin with them or copy from them. */
const foreignImages = ({ image }: Read): readonly { readonly name: string; readonly place: Place }[] =>
  (image?.stages ?? []).flatMap((stage, index, stages) => {
    const isStage = (name: string): boolean =>
      /^\d+$/.test(name) || stages.slice(0, index).some((earlier) => earlier.name === name.toLowerCase());
    const copied = stage.steps.flatMap(({ keyword, flags, place }) =>
      flags.flatMap(({ name, value }) => {
        const from =
          keyword === 'COPY' && name === 'from'
            ? value
            : keyword === 'RUN' && name === 'mount'
              ? /(?:^|,)from=([^,]+)/.exec(value)?.[1]
              : undefined;
        return from === undefined || isStage(from) ? [] : [{ name: from, place }];
      }),
    );
    return [
      ...(stage.parent === undefined && stage.from !== 'scratch' ? [{ name: stage.from, place: stage.place }] : []),
      ...copied,
    ];
  });

const unpinned = (name: string): string | undefined => {
  const { tag, digest, repository } = partsOf(name);
  if (digest !== undefined || !isKnown(tag ?? repository)) return undefined;
  return tag === undefined ? 'has no tag' : tag === 'latest' ? 'has the tag latest' : undefined;
};

/** One image in every file, and no image that changes by itself. */
export const imageNames: readonly FileRule[] = [
  {
    id: 'files/image-repository',
    reason: 'what is tried on the own machine must be the image that the cluster pulls',
    fix: 'let image of the Compose service, up to its tag, be that of the manifests; the registry is said in the platform',
    check: repositories,
  },
  {
    id: 'files/base-image',
    reason: 'a base image without a fixed tag makes another image tomorrow from the same source',
    fix: 'give the base image a tag other than latest, or a digest',
    check: (read) =>
      foreignImages(read).flatMap(({ name, place }) => {
        const problem = unpinned(name);
        return problem === undefined
          ? []
          : [{ places: [{ ...place, value: shown(name) }], message: `base image ${shown(name)} ${problem}` }];
      }),
  },
];
