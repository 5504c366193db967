import { at, fieldsAt, isSet } from '../values.js';
import type { Expected, Place } from './artefacts.js';
import type { ComposeFile, Entry } from './compose.js';
import { isKnown } from './expand.js';
import type { Run } from './manifests.js';
import type { Read } from './read.js';
import type { FileRule } from './rule.js';
import { agree, type Conflict, type Said, shown } from './said.js';

type Migration = NonNullable<Expected['migration']>;

const none: readonly unknown[] = [];

/** The words of a command line; undefined for one text, which a shell would take apart, and where a word is not known. */
const wordsOf = (value: unknown): readonly string[] | undefined => {
  const words = isSet(value) ? value : none;
  return Array.isArray(words) && words.every((word) => isKnown(String(word))) ? words.map(String) : undefined;
};

/** What Kubernetes makes of words: `$$(` is a text, and what a variable stands for in `$(` is told by other rules. */
const expanded = (words: readonly string[] | undefined): readonly string[] | undefined =>
  words?.some((word) => /(?<!\$)(?:\$\$)*\$\(/.test(word))
    ? undefined
    : words?.map((word) => word.replaceAll('$$', '$'));

const said = (called: string, place: (value: string) => Place, words: readonly string[] | undefined) =>
  words && {
    called,
    place: place(words.length === 0 ? 'missing' : shown(words.join(' '))),
    same: JSON.stringify(words),
  };

const lines = [
  ['entrypoint', 'command'],
  ['command', 'args'],
] as const;

/** What both run: an entrypoint of Compose is a command of Kubernetes, and its command are arguments. */
const sameLine = (entry: Entry, run: Run, { container }: Migration): readonly Conflict[] => {
  const init = run.pod.containers.find(({ role, fields }) => role === 'init' && fields.name === container);
  if (init === undefined) return [];
  return lines.flatMap(([ours, theirs]) => {
    if (!entry.whole && !isSet(entry.fields[ours])) return [];
    const here: Said | undefined = said(
      `${ours} of ${entry.name}`,
      (value) => entry.place(ours, value),
      wordsOf(entry.fields[ours]),
    );
    const there: Said | undefined = said(
      `${theirs} of the init container ${container}`,
      (value) => run.podPlace(`${init.path}.${theirs}`, value),
      expanded(wordsOf(init.fields[theirs])),
    );
    return agree(here, there);
  });
};

const completed = 'service_completed_successfully';

/** The service waits until its database is up to date. */
const waits = (entry: Entry, { service }: Migration): readonly Conflict[] => {
  const found = at(fieldsAt(entry.fields, 'depends_on')[service], 'condition');
  if (found === completed || !entry.whole) return [];
  const place = entry.place(`depends_on.${service}`, isSet(found) ? shown(found) : 'missing');
  const message = `${entry.name} in ${place.file} does not wait until ${service} has ended well`;
  return [{ places: [place], message, fix: `set depends_on.${service}.condition: ${completed}` }];
};

const ofFile = (file: ComposeFile, { artefacts, production }: Read, migration: Migration): readonly Conflict[] => {
  const { service } = migration;
  const migrating = file.services.get(service);
  if (file.entry === undefined) return [];
  if (migrating === undefined)
    return file.whole
      ? [
          {
            places: [
              { file: file.path, path: `services.${service}`, value: 'missing' },
              { file: artefacts.folder, path: 'migrations', value: 'set' },
            ],
            message: `${file.path} has no service ${service}, the definition has migrations`,
          },
        ]
      : [];
  return [
    ...(production === undefined ? [] : sameLine(migrating, production, migration)),
    ...waits(file.entry, migration),
  ];
};

/** What brings the database up to date, in every file. */
export const migrations: readonly FileRule[] = [
  {
    id: 'files/migrations',
    reason: 'a database that is migrated in another way on the own machine says nothing about the one in the cluster',
    fix: 'let the Compose service <name>-migrate run what the init container migrate runs, and the service wait for it',
    check: (read) => {
      const { migration } = read.artefacts.expected;
      return migration === undefined ? [] : read.composes.flatMap((file) => ofFile(file, read, migration));
    },
  },
];
