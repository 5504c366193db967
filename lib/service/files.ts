import { objectNames } from '../definition/names.js';
import { contentHash, sorted } from './content-hash.js';
import type { Context } from './context.js';
import type { OwnConfigMap } from './types/config.js';

/** The key of each file in the ConfigMap of files: its base name, with a number before it where several share one. */
export const fileKeys = ({ definition }: Pick<Context, 'definition'>): ReadonlyMap<string, string> => {
  const keys = new Map<string, string>();
  const taken = new Set<string>();
  for (const path of Object.keys(definition.config.files).sort()) {
    const base = path.slice(path.lastIndexOf('/') + 1).replace(/[^-._a-zA-Z0-9]/g, '_');
    let key = base;
    for (let number = 2; taken.has(key); number += 1) key = `${number}-${base}`;
    taken.add(key);
    keys.set(path, key);
  }
  return keys;
};

/** The ConfigMap of files: immutable with a hash in its name, or under one name that the process watches. */
export const filesMap = (context: Pick<Context, 'definition'>): OwnConfigMap | undefined => {
  const { config, name } = context.definition;
  const data = sorted(
    Object.fromEntries([...fileKeys(context)].map(([path, key]) => [key, config.files[path]?.content ?? ''])),
  );
  if (Object.keys(data).length === 0) return undefined;
  return config.reload === 'watch'
    ? { name: objectNames.watchedFiles(name), immutable: false, data }
    : { name: objectNames.files(name, contentHash(data)), immutable: true, data };
};
