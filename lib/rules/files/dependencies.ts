import { at, fieldsAt, isSet, textsAt } from '../values.js';
import type { Expected } from './artefacts.js';
import type { ComposeFile, Entry } from './compose.js';
import { isKnown } from './expand.js';
import { partsOf } from './image-names.js';
import type { Read } from './read.js';
import type { FileRule } from './rule.js';
import { type Conflict, shown } from './said.js';

type Dependency = Expected['dependencies'][number];

const imageOf = ({ fields }: Entry): string | undefined =>
  isSet(at(fields, 'image')) ? String(fields.image) : undefined;

const isOfKind = (entry: Entry, kind: string): boolean => {
  const { repository } = partsOf(imageOf(entry) ?? '');
  return repository.slice(repository.lastIndexOf('/') + 1).includes(kind);
};

/** What the service waits for. */
const awaited = (entry: Entry): readonly string[] => [
  ...textsAt(entry.fields, 'depends_on'),
  ...Object.keys(fieldsAt(entry.fields, 'depends_on')),
];

/** Whether a tag is of a version: `16`, `16.2` and `16-alpine` are of 16. */
const isOf = (tag: string, version: string): boolean => {
  const rest = tag.replace(/^(?:v|RELEASE\.)(?=\d)/, '');
  const wanted = version.replace(/^(?:v|RELEASE\.)(?=\d)/, '');
  return rest.startsWith(wanted) && !/^[A-Za-z0-9]/.test(rest.slice(wanted.length));
};

/**
 * The Compose service that is the dependency: by its name or its kind, among what the service waits for, or else among all;
 * where several are of its kind, one of its version.
 */
const found = (
  { services, entry }: ComposeFile,
  { name, kind, version }: Dependency,
  migration: Expected['migration'],
): Entry | undefined => {
  const all = [...services.values()].filter((one) => one !== entry && one.name !== migration?.service);
  const waitedFor = all.filter((one) => entry !== undefined && awaited(entry).includes(one.name));
  const fits = (one: Entry): boolean => isOf(partsOf(imageOf(one) ?? '').tag ?? '', version);
  return [waitedFor, all]
    .flatMap((some) => {
      const alike = some.filter((one) => isOfKind(one, kind));
      return [some.find((one) => one.name === name), alike.find(fits), alike[0]];
    })
    .find((one) => one !== undefined);
};

const compared = (
  file: ComposeFile,
  dependency: Dependency,
  { folder, expected: { migration } }: Read['artefacts'],
): readonly Conflict[] => {
  const { name, version } = dependency;
  const definition = { file: folder, path: `dependencies.${name}.version`, value: shown(version) };
  const entry = found(file, dependency, migration);
  if (entry === undefined) {
    if (!file.whole || file.entry?.whole === false) return [];
    const message = `${file.path} has no service ${name}, the definition depends on ${name} ${version}`;
    return [{ places: [{ file: file.path, path: `services.${name}`, value: 'missing' }, definition], message }];
  }
  const image = imageOf(entry);
  const { tag, digest } = partsOf(image ?? '');
  if (image === undefined || !isKnown(image) || (tag === undefined && digest !== undefined)) return [];
  if (tag !== undefined && isOf(tag, version)) return [];
  return [
    {
      places: [entry.place('image', shown(image)), definition],
      message: `image of ${entry.name} in ${file.path} is ${shown(image)}, the definition depends on ${name} ${version}`,
    },
  ];
};

/** The dependencies of the definition, in its versions. */
export const dependencies: readonly FileRule[] = [
  {
    id: 'files/dependency-version',
    reason: 'what works with another version of a database need not work with the one in the cluster',
    fix: 'give the image of the dependency a tag that begins with its version under dependencies of the definition',
    check: ({ composes, artefacts }: Read) =>
      composes
        .filter(({ entry }) => entry !== undefined)
        .flatMap((file) => artefacts.expected.dependencies.flatMap((one) => compared(file, one, artefacts))),
  },
];
