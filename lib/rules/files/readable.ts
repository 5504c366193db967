import { isFields, isSet } from '../values.js';
import type { Entry } from './compose.js';
import type { FileRule } from './rule.js';
import { type Conflict, shown } from './said.js';

const forms = {
  text: (value: unknown) => typeof value === 'string',
  number: (value: unknown) => typeof value === 'number',
  boolean: (value: unknown) => typeof value === 'boolean' || value === 'true' || value === 'false',
  list: (value: unknown) => Array.isArray(value),
  map: isFields,
} as const;

/** What the other rules read of a Compose service, and the forms that each may have. */
const fields: Readonly<Record<string, readonly (keyof typeof forms)[]>> = {
  build: ['text', 'map'],
  cap_add: ['list'],
  cap_drop: ['list'],
  cpus: ['number', 'text'],
  depends_on: ['list', 'map'],
  deploy: ['map'],
  environment: ['map', 'list'],
  env_file: ['text', 'list'],
  expose: ['list'],
  healthcheck: ['map'],
  image: ['text'],
  mem_limit: ['text', 'number'],
  ports: ['list'],
  privileged: ['boolean'],
  read_only: ['boolean'],
  security_opt: ['list'],
  stop_grace_period: ['text'],
  stop_signal: ['text'],
  tmpfs: ['text', 'list'],
  user: ['text', 'number'],
  volumes: ['list'],
};

const misformed = (entry: Entry): readonly Conflict[] =>
  Object.entries(fields).flatMap(([name, allowed]) => {
    const value = Object.hasOwn(entry.fields, name) ? entry.fields[name] : undefined;
    if (!isSet(value) || allowed.some((form) => forms[form](value))) return [];
    const place = entry.place(name, shown(value));
    return [
      {
        places: [place],
        message: `${place.path} is ${place.value}, must be a ${allowed.join(' or a ')}`,
        fix: `correct ${name} of the Compose service`,
      },
    ];
  });

/** What no other rule can judge. */
export const readable: readonly FileRule[] = [
  {
    id: 'files/readable',
    reason: 'a file that cannot be read is compared with nothing',
    fix: 'correct the file',
    check: ({ problems, entries }) => [...problems, ...entries.flatMap(misformed)],
  },
];
