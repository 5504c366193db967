import { namespaceOf } from '../object-set.js';
import { at, fieldsAt, isSet, listAt, textAt } from '../values.js';
import type { Place } from './artefacts.js';
import type { Entry } from './compose.js';
import { isKnown } from './expand.js';
import type { Run } from './manifests.js';
import type { Read } from './read.js';

/** The variables that a container is given. */
export interface Given {
  readonly names: ReadonlyMap<string, Place>;
  /** false where some come from what nobody here can read */
  readonly whole: boolean;
}

const objectNamed = (run: Run, kind: string, name: string | undefined) =>
  run.objects.find(
    (object) =>
      object.kind === kind && object.metadata.name === name && namespaceOf(object) === namespaceOf(run.pod.object),
  );

/** The keys of a Secret: its own, or those of the ExternalSecret that makes it. */
const secretKeys = (run: Run, name: string | undefined): readonly string[] | undefined => {
  const secret = objectNamed(run, 'Secret', name);
  if (secret) return [...Object.keys(fieldsAt(secret, 'data')), ...Object.keys(fieldsAt(secret, 'stringData'))];
  const external = run.objects.find(
    (object) =>
      object.kind === 'ExternalSecret' && (textAt(object, 'spec.target.name') ?? object.metadata.name) === name,
  );
  return external === undefined || isSet(at(external, 'spec.dataFrom'))
    ? undefined
    : listAt(external, 'spec.data').flatMap((entry) => textAt(entry, 'secretKey') ?? []);
};

const sourceKeys = (run: Run, source: unknown): readonly string[] | undefined => {
  if (isSet(at(source, 'secretRef'))) return secretKeys(run, textAt(source, 'secretRef.name'));
  const map = objectNamed(run, 'ConfigMap', textAt(source, 'configMapRef.name'));
  return map === undefined ? undefined : Object.keys(fieldsAt(map, 'data'));
};

/** What the manifests of one environment give the container, by env and envFrom. */
export function givenByRun(run: Run): Given {
  const names = new Map<string, Place>();
  let whole = true;
  listAt(run.container.fields, 'envFrom').forEach((source, index) => {
    const keys = sourceKeys(run, source);
    if (keys === undefined) whole = false;
    const prefix = textAt(source, 'prefix') ?? '';
    for (const key of keys ?? []) names.set(prefix + key, run.place(`envFrom[${index}]`, prefix + key));
  });
  listAt(run.container.fields, 'env').forEach((variable, index) => {
    const name = textAt(variable, 'name');
    if (name !== undefined) names.set(name, run.place(`env[${index}]`, name));
  });
  return { names, whole };
}

const envFiles = (entry: Entry): readonly string[] =>
  [at(entry.fields, 'env_file') ?? []]
    .flat()
    .map((file) => (typeof file === 'string' ? file : (textAt(file, 'path') ?? '')));

/** What the environment of a Compose service names itself; null and `NAME` alone pass on the shell's own. */
export function namedByEntry(entry: Entry): ReadonlyMap<string, Place> {
  const environment = at(entry.fields, 'environment');
  const items: readonly (readonly [string, string])[] = Array.isArray(environment)
    ? environment.map((item, index) => [String(item).split('=', 1)[0] ?? '', `environment[${index}]`])
    : Object.keys(fieldsAt(entry.fields, 'environment')).map((name) => [name, `environment.${name}`]);
  return new Map(items.filter(([name]) => isKnown(name)).map(([name, path]) => [name, entry.place(path, name)]));
}

/** What a Compose service is given: its environment, and the env file, for which `.env.example` stands. */
export function givenByEntry(entry: Entry, env: Read['env']): Given {
  const files = envFiles(entry);
  const known = files.filter((file) => /(^|\/)\.env(\.example)?$/.test(file));
  const names = new Map(namedByEntry(entry));
  if (known.length > 0 && env !== undefined) {
    for (const name of env.listed) names.set(name, { file: env.path, path: name, value: name });
  }
  const readable = known.length === files.length && (known.length === 0 || env !== undefined);
  return { names, whole: entry.whole && readable };
}
