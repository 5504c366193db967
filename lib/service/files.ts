import { configFileMode } from '../definition/config-file.js';
import { objectNames } from '../definition/names.js';
import { configFileText } from './config-file.js';
import { contentHash, sorted } from './content-hash.js';
import { by, type Context } from './context.js';
import type { OwnConfigMap } from './types/config.js';

/** A file that the container sees: its absolute path, its text, its mode as a number, and its key in the ConfigMap. */
export interface OwnFile {
  readonly path: string;
  readonly content: string;
  readonly mode: number;
  readonly key: string;
}

/** Gives each file its key: the base name, with a number before it where several share one. */
const withKeys = (files: readonly Omit<OwnFile, 'key'>[]): readonly OwnFile[] => {
  const taken = new Set<string>();
  return files.toSorted(by(({ path }) => path)).map((file) => {
    const base = file.path.slice(file.path.lastIndexOf('/') + 1).replace(/[^-._a-zA-Z0-9]/g, '_');
    let key = base;
    for (let number = 2; taken.has(key); number += 1) key = `${number}-${base}`;
    taken.add(key);
    return { ...file, key };
  });
};

/** The files of the definition, and the one that the process reads under its environment, sorted by path. */
export const ownFiles = (context: Context): readonly OwnFile[] => {
  const { file, files } = context.definition.config;
  const octal = (mode: string): number => Number.parseInt(mode, 8);
  return withKeys([
    ...Object.entries(files).map(([path, { content, mode }]) => ({ path, content, mode: octal(mode) })),
    ...(file === undefined ? [] : [{ path: file, content: configFileText(context), mode: octal(configFileMode) }]),
  ]);
};

/** The ConfigMap of files: immutable with a hash in its name, or under one name that the process watches. */
export const filesMap = (context: Context): OwnConfigMap | undefined => {
  const { config, name } = context.definition;
  const data = sorted(Object.fromEntries(ownFiles(context).map(({ key, content }) => [key, content])));
  if (Object.keys(data).length === 0) return undefined;
  return config.reload === 'watch'
    ? { name: objectNames.watchedFiles(name), immutable: false, data }
    : { name: objectNames.files(name, contentHash(data)), immutable: true, data };
};
