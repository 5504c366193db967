import { at, isFields, isSet, listAt, textAt } from '../values.js';
import type { Entry } from './compose.js';
import { isKnown } from './expand.js';
import type { Run } from './manifests.js';
import type { FileRule } from './rule.js';
import { agree, type Said, setOf, shownSet } from './said.js';

const folder = (path: string): string => path.replace(/(?<=.)\/+$/, '');

/** Where the container mounts volumes of one kind that it may write to. */
const mounted = ({ pod, container }: Run, kind: string): readonly string[] => {
  const volumes = listAt(pod.spec, 'volumes').flatMap((volume) =>
    isSet(at(volume, kind)) ? [at(volume, 'name')] : [],
  );
  return listAt(container.fields, 'volumeMounts').flatMap((mount) =>
    volumes.includes(at(mount, 'name')) && at(mount, 'readOnly') !== true
      ? folder(textAt(mount, 'mountPath') ?? '')
      : [],
  );
};

/** Where a Compose service sees one of its volumes, and whether it may write there; in the short or the long form. */
const volumeOf = (volume: unknown): { readonly path: string; readonly type: string; readonly writable: boolean } => {
  if (isFields(volume)) {
    const path = folder(textAt(volume, 'target') ?? '');
    return { path, type: textAt(volume, 'type') ?? 'volume', writable: volume.read_only !== true };
  }
  const parts = String(volume).split(':');
  const options = parts.length > 2 ? (parts.at(-1) ?? '').split(',') : [];
  return { path: folder(parts[1] ?? parts[0] ?? ''), type: 'volume', writable: !options.includes('ro') };
};

const tmpfsOf = ({ fields }: Entry): readonly string[] => [
  ...[at(fields, 'tmpfs') ?? []].flat().map((item) => folder(String(item).split(':', 1)[0] ?? '')),
  ...listAt(fields, 'volumes')
    .map(volumeOf)
    .flatMap(({ path, type }) => (type === 'tmpfs' ? [path] : [])),
];

/** The folders of both sides, less those that the other side has in another way: a named volume, a claim. */
const folders = (entry: Entry, run: Run): readonly [Said | undefined, Said] => {
  const wanted = mounted(run, 'emptyDir');
  const claimed = mounted(run, 'persistentVolumeClaim');
  const kept = listAt(entry.fields, 'volumes')
    .map(volumeOf)
    .filter(({ writable }) => writable);
  const there = tmpfsOf(entry);
  const ours = [
    ...there.filter((path) => !claimed.includes(path)),
    ...kept.map(({ path }) => path).filter((path) => wanted.includes(path)),
  ];
  const place = entry.place('tmpfs', shownSet(there));
  const unclear = !there.every(isKnown) || (!entry.whole && there.length === 0);
  return [
    unclear ? undefined : { called: `${place.file} tmpfs`, place, same: setOf(ours) },
    { called: 'emptyDir', place: run.place('volumeMounts', shownSet(wanted)), same: setOf(wanted) },
  ];
};

const readOnlyOfEntry = (entry: Entry): Said | undefined => {
  const found = at(entry.fields, 'read_only');
  if (!entry.whole && !isSet(found)) return undefined;
  const value = String(found === true || found === 'true');
  const place = entry.place('read_only', isSet(found) ? value : 'missing');
  return { called: `${place.file} read_only`, place, same: value };
};

const readOnlyOfRun = (run: Run): Said => {
  const path = 'securityContext.readOnlyRootFilesystem';
  const value = String(at(run.container.fields, path) === true);
  return { called: 'readOnlyRootFilesystem', place: run.place(path, value), same: value };
};

/** One set of writable folders in every file. */
export const writableFolders: readonly FileRule[] = [
  {
    id: 'files/writable-folders',
    reason: 'a write that works on the own machine only fails in the cluster',
    fix: 'let tmpfs of the Compose service name exactly the folders under security.writable of the definition',
    check: ({ entries, production }) =>
      production === undefined ? [] : entries.flatMap((entry) => agree(...folders(entry, production))),
  },
  {
    id: 'files/read-only',
    reason: 'a write that works on the own machine only fails in the cluster',
    fix: 'let read_only of the Compose service be true where readOnlyRootFilesystem is, and nowhere else',
    check: ({ entries, production }) =>
      production === undefined
        ? []
        : entries.flatMap((entry) => agree(readOnlyOfEntry(entry), readOnlyOfRun(production))),
  },
];
