import { effective } from '../pods.js';
import { at, isSet } from '../values.js';
import type { Entry } from './compose.js';
import { isKnown } from './expand.js';
import type { Image } from './image.js';
import type { Run } from './manifests.js';
import type { Read } from './read.js';
import type { FileRule } from './rule.js';
import { agree, type Conflict, type Said, shown } from './said.js';

/** A user as a person wrote it: empty where nothing is said. */
const said = (called: string, text: string, place: Said['place']): Said => ({
  called,
  place: { ...place, value: text === '' ? 'missing' : shown(text) },
  same: text,
});

const ofImage = (image: Image): Said | undefined => {
  const step = image.last('USER');
  const text = step?.text.trim() ?? '';
  return isKnown(text) ? said('USER', text, step?.place ?? image.missing('USER')) : undefined;
};

const ofEntry = (entry: Entry, image: Image | undefined): Said | undefined => {
  const user = at(entry.fields, 'user');
  const place = entry.place('user', '');
  if (!isSet(user)) return image === undefined && entry.whole ? said(`${place.file} user`, '', place) : undefined;
  const text = String(user);
  return isKnown(text) ? said(`${place.file} user`, text, place) : undefined;
};

/** The user of a container by numbers: `65532:65532`, or without a group where the manifest says none. */
const ofRun = (run: Run): Said | undefined => {
  const user = effective(run.pod, run.container, 'runAsUser');
  const group = effective(run.pod, run.container, 'runAsGroup');
  if (!isSet(user)) return undefined;
  const text = isSet(group) ? `${String(user)}:${String(group)}` : String(user);
  const inContainer = isSet(at(run.container.fields, 'securityContext.runAsUser'));
  const place = inContainer ? run.place : run.podPlace;
  return said('runAsUser', text, place('securityContext.runAsUser', text));
};

const isNumeric = (user: string): boolean => /^\d+(:\d+)?$/.test(user);
const isRoot = (user: string): boolean => /^0+(:|$)/.test(user);

const numeric = ({ called, place, same }: Said): readonly Conflict[] =>
  isNumeric(same) && !isRoot(same)
    ? []
    : [
        {
          places: [place],
          message: `${called} is ${place.value}, must be the number of a user other than root`,
        },
      ];

const everywhere = ({ image, entries }: Read): readonly Said[] => [
  ...(image === undefined ? [] : [ofImage(image) ?? []].flat()),
  ...entries.flatMap((entry) => ofEntry(entry, image) ?? []),
];

/** Compared only where both are numbers: the rest is the other rule's. */
const compared = (left: Said | undefined, right: Said | undefined): readonly Conflict[] =>
  left !== undefined && isNumeric(left.same) && !isRoot(left.same) ? agree(left, right) : [];

const fix = 'let USER, and user in Compose, be the numbers of security.user and security.group of the definition';

/** One user in every file. */
export const users: readonly FileRule[] = [
  {
    id: 'files/user-numeric',
    reason: 'a cluster cannot tell of a name whether it is root, and refuses the pod',
    fix,
    check: (read) => everywhere(read).flatMap(numeric),
  },
  {
    id: 'files/user',
    reason: 'files that one user may write, another may not: the image must be tried as the user that it runs as',
    fix,
    check: ({ image, entries, runs, production }) => [
      ...(image === undefined ? [] : runs.flatMap((run) => compared(ofImage(image), ofRun(run)))),
      ...entries.flatMap((entry) =>
        compared(ofEntry(entry, image), production ? ofRun(production) : image && ofImage(image)),
      ),
    ],
  },
];
