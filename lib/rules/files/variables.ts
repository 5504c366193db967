import type { Place } from './artefacts.js';
import type { Entry } from './compose.js';
import { givenByEntry, givenByRun, namedByEntry } from './given.js';
import type { Read } from './read.js';
import type { FileRule } from './rule.js';
import { type Conflict, shown } from './said.js';

/** A secret may come as a value or, under the name with `_FILE`, as a file. */
const either = (name: string): readonly string[] => [name, `${name}_FILE`, name.replace(/_FILE$/, '')];

/** The variables that the image itself sets. */
const ofImage = ({ image }: Read): readonly string[] =>
  (image?.steps ?? []).flatMap(({ keyword, variables }) =>
    keyword === 'ENV' ? variables.map(({ name }) => name) : [],
  );

/** The variables that the container has in every environment, with a place that gives each. */
const inEvery = ({ runs }: Read): ReadonlyMap<string, Place> => {
  const [first, ...others] = runs.map((run) => givenByRun(run).names);
  return new Map([...(first ?? [])].filter(([name]) => others.every((names) => names.has(name))));
};

const missing = (read: Read, entry: Entry): readonly Conflict[] => {
  const { names, whole } = givenByEntry(entry, read.env);
  if (!whole) return [];
  const given = new Set([...names.keys(), ...ofImage(read)]);
  return [...inEvery(read)].flatMap(([name, place]) => {
    if (either(name).some((one) => given.has(one))) return [];
    const nowhere = entry.place('environment', 'missing');
    return [{ places: [nowhere, place], message: `${nowhere.file} does not set ${shown(name)}, the manifests do` }];
  });
};

const foreign = (read: Read, entry: Entry): readonly Conflict[] => {
  const given = read.runs.map(givenByRun);
  if (given.length === 0 || !given.every(({ whole }) => whole)) return [];
  const known = new Set([
    ...given.flatMap(({ names }) => [...names.keys()]),
    ...ofImage(read),
    ...read.artefacts.expected.variables,
  ]);
  return [...namedByEntry(entry)].flatMap(([name, place]) =>
    either(name).some((one) => known.has(one))
      ? []
      : [
          {
            places: [place, ...read.runs.map((run) => run.place('env', 'missing'))],
            message: `${place.file} sets ${shown(name)}, the manifests do not`,
          },
        ],
  );
};

const unlisted = ({ composes, env }: Read): readonly Conflict[] =>
  env === undefined
    ? []
    : composes
        .filter(({ shared }) => !shared)
        .flatMap(({ needs }) => needs.filter(({ name }) => !either(name).some((one) => env.listed.has(one))))
        .map(({ name, place }) => ({
          places: [place, { file: env.path, path: name, value: 'missing' }],
          message: `${place.file} takes ${shown(name)} from .env, ${env.path} does not list it`,
        }));

/** One set of variables in every file. */
export const variables: readonly FileRule[] = [
  {
    id: 'files/variables-missing',
    reason: 'a process that lacks a variable on the own machine is not the one that runs in the cluster',
    fix: 'set the variable under environment of the Compose service, or in .env and .env.example where it is a secret',
    check: (read) => read.entries.flatMap((entry) => missing(read, entry)),
  },
  {
    id: 'files/variables-unknown',
    reason: 'what only the own machine sets is missing where it counts',
    fix: 'add the variable to config of the definition, or remove it from the Compose service',
    check: (read) => read.entries.flatMap((entry) => foreign(read, entry)),
  },
  {
    id: 'files/env-example',
    reason: 'who begins to work on the service learns from .env.example what to fill in',
    fix: 'add the variable to .env.example, or give it a default where it is used',
    check: unlisted,
  },
];
