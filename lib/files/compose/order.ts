import type { Mapping } from './value.js';

/** The keys of a service in the order that Compose linters want: what it is, what it needs, what it is told, how it runs. */
const keys = [
  'image',
  'build',
  'depends_on',
  'volumes',
  'configs',
  'environment',
  'ports',
  'command',
  'entrypoint',
  'working_dir',
  'restart',
  'healthcheck',
  'user',
];

const place = (key: string): number => (keys.includes(key) ? keys.indexOf(key) : keys.length);

/** An entry with its keys in order: the known ones first, the others by name. */
export const inOrder = (entry: Mapping): Mapping =>
  Object.fromEntries(
    Object.entries(entry).toSorted(([a], [b]) => (place(a) === place(b) ? (a < b ? -1 : 1) : place(a) - place(b))),
  );
