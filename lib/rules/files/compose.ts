import { type Fields, fieldsAt, isFields, isSet } from '../values.js';
import type { Place, TextFile } from './artefacts.js';
import { composeExpanded, needed, type Variables } from './expand.js';
import { type Conflict, shown } from './said.js';
import { readYaml, type Step, type YamlFile } from './yaml.js';

/** One service of a Compose file, variables put in. */
export interface Entry {
  readonly name: string;
  readonly fields: Fields;
  /** false where it extends another service, which may say what it leaves out */
  readonly whole: boolean;
  /** the place of a path below the service, such as `healthcheck.interval` or `ports[0]` */
  readonly place: (path: string, value: string) => Place;
}

/** A Compose file, read. */
export interface ComposeFile {
  readonly path: string;
  /** whether it is the file of the whole workspace */
  readonly shared: boolean;
  readonly services: ReadonlyMap<string, Entry>;
  /** the entry of the service itself */
  readonly entry?: Entry;
  /** false where it includes other files, which may hold more services */
  readonly whole: boolean;
  /** the variables it takes from the env file, none of which has a default, and where */
  readonly needs: readonly { readonly name: string; readonly place: Place }[];
  readonly problems: readonly Conflict[];
}

const mapTexts = (value: unknown, change: (text: string) => string): unknown => {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
};

const steps = (path: string): readonly Step[] => path.match(/[^.[\]]+/g) ?? [];

/** Every text of a value with the path to it. */
function* texts(value: unknown, path: readonly Step[] = []): Generator<readonly [string, readonly Step[]]> {
  if (typeof value === 'string') yield [value, path];
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* texts(item, [...path, index]);
  else if (isFields(value)) for (const [key, item] of Object.entries(value)) yield* texts(item, [...path, key]);
}

const placeIn = (file: string, yaml: YamlFile, path: readonly Step[], value: string): Place => {
  const line = yaml.lineOf(path);
  return { file, ...(line !== undefined && { line }), path: path.join('.'), value };
};

const entryOf = (file: string, yaml: YamlFile, name: string, fields: Fields): Entry => ({
  name,
  fields,
  whole: !isSet(fields.extends),
  place: (path, value) => ({
    ...placeIn(file, yaml, ['services', name, ...steps(path)], value),
    path: `services.${name}${path === '' ? '' : `.${path}`}`,
  }),
});

const needsOf = (file: string, yaml: YamlFile): ComposeFile['needs'] => {
  const seen = new Map<string, Place>();
  for (const [text, path] of texts(yaml.value)) {
    if (!text.includes('$')) continue;
    for (const name of needed(text)) if (!seen.has(name)) seen.set(name, placeIn(file, yaml, path, `\${${name}}`));
  }
  return [...seen].map(([name, place]) => ({ name, place }));
};

/** Reads a Compose file for one service; `variables` are those of the env file beside it. */
export function readCompose(
  { path: file, text }: TextFile,
  service: string,
  { variables, shared }: { readonly variables: Variables; readonly shared: boolean },
): ComposeFile {
  const none = { path: file, shared, services: new Map<string, Entry>(), whole: true, needs: [] };
  const broken = (message: string, fix: string, line?: number, path = '', value = 'missing'): ComposeFile => ({
    ...none,
    problems: [{ places: [{ file, ...(line !== undefined && { line }), path, value }], message, fix }],
  });
  const again = 'correct the file, or put the marker line back and run "slipway generate"';
  if (text.trim() === '') return broken(`${file} is empty, must be a Compose file`, again);
  const yaml = readYaml(text);
  if ('problem' in yaml) return broken(`${file} ${yaml.problem}`, again, yaml.line);
  const value = mapTexts(fieldsAt(yaml, 'value').services, (one) => composeExpanded(one, variables));
  const services = new Map(
    Object.entries(isFields(value) ? value : {}).flatMap(([name, fields]) =>
      isFields(fields) ? [[name, entryOf(file, yaml, name, fields)] as const] : [],
    ),
  );
  const entry = services.get(service);
  if (entry === undefined) {
    const found = isFields(value) && Object.hasOwn(value, service) ? value[service] : undefined;
    if (shared && isFields(value) && found === undefined) return { ...none, problems: [] };
    const there = [...services.keys()].sort().join(', ');
    const line = yaml.lineOf(['services', service]);
    return broken(
      isSet(found)
        ? `services.${service} is ${shown(found)}, must be a map`
        : `services has no ${service}, it has ${there === '' ? 'none' : shown(there)}`,
      `call the Compose service ${service}, as the definition does`,
      line,
      `services.${service}`,
      shown(found),
    );
  }
  const whole = !isSet(fieldsAt(yaml, 'value').include);
  return { path: file, shared, services, entry, whole, needs: needsOf(file, yaml), problems: [] };
}
