import { folderOf, secretFolder } from '../definition/claims.js';
import { by, type Context } from './context.js';
import { filesMap, ownFiles } from './files.js';
import { secretPlace } from './secrets.js';
import type { Volume } from './types/config.js';
import type { Mount } from './types/container.js';

/** Readable by owner and group: the group is the pod's own (fsGroup). */
const secretMode = 0o440;

/** A folder as a part of a volume's name. */
const slug = (path: string): string =>
  path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-+|-+$/g, '') || 'folder';

interface Mounted {
  readonly volume: Volume;
  readonly path: string;
  readonly readOnly: boolean;
}

const writable = ({ definition }: Context): readonly Mounted[] =>
  definition.security.writable.map(({ path, size, medium }) => ({
    volume: { name: slug(path), kind: 'emptyDir', size, medium },
    path,
    readOnly: false,
  }));

const files = (context: Context): readonly Mounted[] => {
  const own = filesMap(context);
  if (own === undefined) return [];
  const entries = ownFiles(context).map(({ path, key, mode }) => ({
    folder: folderOf(path),
    item: { key, path: path.slice(path.lastIndexOf('/') + 1), mode },
  }));
  return [...new Set(entries.map(({ folder }) => folder))].map((folder) => ({
    volume: {
      name: `files-${slug(folder)}`,
      kind: 'configMap',
      object: own.name,
      items: entries.filter((entry) => entry.folder === folder).map(({ item }) => item),
    },
    path: folder,
    readOnly: true,
  }));
};

const secrets = ({ definition }: Context): readonly Mounted[] => {
  const places = Object.entries(definition.config.secrets)
    .filter(([, { as }]) => as === 'file')
    .map(([name]) => ({ name, ...secretPlace(definition, name) }))
    .sort(by(({ object, name }) => `${object}/${name}`));
  if (places.length === 0) return [];
  const sources = places.map(({ name, object, key, optional }) => ({
    object,
    items: [{ key, path: name, mode: secretMode }],
    optional,
  }));
  return [
    { volume: { name: 'secrets', kind: 'secrets', sources }, path: secretFolder(definition.name), readOnly: true },
  ];
};

/** Gives volumes of one name a number, since names must be unique in a pod. */
const distinct = (mounted: readonly Mounted[]): readonly Mounted[] => {
  const taken = new Set<string>();
  return mounted.map(({ volume, ...rest }) => {
    let { name } = volume;
    for (let number = 2; taken.has(name); number += 1) name = `${volume.name}-${number}`;
    taken.add(name);
    return { volume: { ...volume, name }, ...rest };
  });
};

/** The volumes of the pod and where the container sees them, sorted by path. */
export const volumes = (
  context: Context,
): { readonly volumes: readonly Volume[]; readonly mounts: readonly Mount[] } => {
  const all = distinct([...writable(context), ...files(context), ...secrets(context)].sort(by(({ path }) => path)));
  return {
    volumes: all.map(({ volume }) => volume),
    mounts: all.map(({ volume, path, readOnly }) => ({ volume: volume.name, path, readOnly })),
  };
};
