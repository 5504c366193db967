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
  ((concern === 'workload' || concern === 'migrations') && (field === 'command' || field === 'args')) ||
  (concern === 'config' && judgedThere[String(field)]?.includes(String(detail)) === true);

const isPatchValue = ([concern, , , , field]: Path): boolean => concern === 'patches' && field === 'value';

const isExposed = (text: string): boolean => looksSecretValue(withoutReferences(text));

/** Adds the place of every text that looks like a secret: of keys too, and of the value of a patch as one. */
const search = (value: unknown, path: Path, exposed: Path[]): void => {
  if (judgedElsewhere(path)) return;
  const text = isPatchValue(path) && typeof value === 'object' ? JSON.stringify(value) : value;
  if (typeof text === 'string' && isExposed(text)) exposed.push(path);
  if (typeof text !== 'object' || text === null) return;
  for (const [key, item] of Object.entries(text)) {
    const inner = [...path, Array.isArray(text) ? Number(key) : key];
    if (!Array.isArray(text) && isExposed(key)) exposed.push(inner);
    search(item, inner, exposed);
  }
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
  const exposed: Path[] = [];
  search(definition, [], exposed);
  const paths = [...exposed, ...authorizing(definition)].map(pathText);
  return [...new Set(paths)].map((path) => ({
    path,
    message: 'it looks like a secret, and everyone who may read the definition or the manifests would see it',
    value: '(hidden)',
    fix: 'let the process take it from config.secrets',
  }));
});

/** Checks that no secret stands where everyone who reads the definition or the manifests sees it. */
export const exposedSecretChecks = [secretElsewhere];
