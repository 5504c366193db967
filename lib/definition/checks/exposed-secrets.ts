import { Definition } from '../index.js';
import { type Path, pathText } from '../path.js';
import { looksSecretValue } from '../secret-like.js';
import { check } from './check.js';
import { withoutReferences } from './secrets.js';

/** Fields of the configuration that have a check of their own. */
const judgedThere: Readonly<Record<string, readonly string[]>> = {
  variables: ['value', 'default'],
  files: ['content'],
  secrets: ['key', 'property'],
};

const judgedElsewhere = ([concern, field, , detail]: Path): boolean =>
  concern === 'environments' ||
  (concern === 'workload' && (field === 'command' || field === 'args')) ||
  (concern === 'config' && judgedThere[String(field)]?.includes(String(detail)) === true);

interface Text {
  readonly path: Path;
  readonly text: string;
}

const isPatchValue = ([concern, , , , field]: Path): boolean => concern === 'patches' && field === 'value';

/** Every text of a definition with its place: keys too, and the value of a patch as one. */
const texts = (value: unknown, path: Path): readonly Text[] => {
  if (judgedElsewhere(path)) return [];
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  if (isPatchValue(path)) return [{ path, text: JSON.stringify(value) }];
  if (Array.isArray(value)) return value.flatMap((item, at) => texts(item, [...path, at]));
  return Object.entries(value).flatMap(([key, item]) => [
    { path: [...path, key], text: key },
    ...texts(item, [...path, key]),
  ]);
};

const authorizing = ({ health }: Pick<Definition, 'health'>): readonly Path[] =>
  (['live', 'ready', 'startup'] as const).flatMap((name) => {
    const probe = health[name];
    if (probe?.kind !== 'http') return [];
    return probe.headers.flatMap(({ name: header }, at) =>
      /^(proxy-)?authorization$/i.test(header) ? [['health', name, 'headers', at, 'value']] : [],
    );
  });

const secretElsewhere = check('secret-in-manifest', Definition.keyof().options, (definition) => {
  const found = texts(definition, []).filter(({ text }) => looksSecretValue(withoutReferences(text)));
  const paths = [...found.map(({ path }) => path), ...authorizing(definition)].map(pathText);
  return [...new Set(paths)].map((path) => ({
    path,
    message: 'it looks like a secret, and everyone who may read the definition or the manifests would see it',
    value: '(hidden)',
    fix: 'let the process take it from config.secrets',
  }));
});

/** Checks that no secret stands where everyone who reads the definition or the manifests sees it. */
export const exposedSecretChecks = [secretElsewhere];
