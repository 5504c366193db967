import { DefinitionError } from '../../lib/definition/problems.js';
import { filesOf } from '../../lib/files.js';
import { resolveLocal } from '../../lib/local.js';
import { localPlatform } from '../../lib/platform.js';
import { WorkspaceError } from '../../lib/workspace.js';
import { hostileNames, hostileValues, trap } from './hostile-values.js';

/** A definition of the service `environ`, and what its container must be told. */
export interface Hostile {
  readonly input: object;
  /** values of variables by name, those that are refused left out */
  readonly values: Readonly<Record<string, string>>;
  /** values for `.env` by the name of their secret */
  readonly secrets: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  readonly description: string;
  readonly header: string;
  readonly file: string;
}

/** The port that the service listens on; its Go source has it too. */
export const port = 18090;

/** Where the container sees the file of the definition. */
export const filePath = '/etc/environ/hostile';

const definition = (more: object): object => ({
  name: 'environ',
  team: 'slipway-test',
  build: { language: 'go', main: '.' },
  network: { ports: { http: port } },
  health: { live: '/live', ready: '/ready', client: 'probe' },
  ...more,
});

/** Whether a definition is taken; what is refused must be refused by an error that speaks of the definition. */
const taken = (more: object): boolean => {
  try {
    const entries = [{ source: 'environ/service.json', input: definition(more) }];
    for (const service of resolveLocal(entries, { platform: localPlatform, workspace: '.' })) filesOf(service);
    return true;
  } catch (error) {
    if (error instanceof DefinitionError || error instanceof WorkspaceError) return false;
    throw error;
  }
};

const named = (values: readonly string[], prefix: string): Readonly<Record<string, string>> =>
  Object.fromEntries(values.map((value, at) => [`${prefix}${String(at).padStart(3, '0')}`, value]));

const plainly = { sensitive: false, reason: 'a test' } as const;

/** One definition with everything hostile that a definition takes. Throws where something is refused in an unclear way. */
export const hostileDefinition = (): Hostile => {
  const all = hostileValues();
  const values = named(
    all.filter((value) => taken({ config: { variables: { A: { value, ...plainly } } } })),
    'H',
  );
  const names = hostileNames.filter((name) => taken({ config: { variables: { [name]: 'x' } } }));
  const args = all.filter((value) => taken({ workload: { kind: 'service', args: [value] } }));
  const file = all.filter((value) => taken({ config: { files: { [filePath]: value } } })).join('');
  const secrets = named(
    Object.values(values).filter((value) => value !== ''),
    'S',
  );
  // A description has one line of at most 500 characters.
  const special = all.filter((value) => /["'`$\\{}#]/.test(value)).join(' ');
  const description = `about ${special
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .slice(0, 480)
    .trim()}`;
  const header = `a"b'c\`d$e\${HOME}$(touch ${trap})#{}\\`;
  const ready = { path: '/ready', headers: [{ name: 'X-Hostile', value: header }] };
  const variables = Object.fromEntries([
    ...Object.entries(values).map(([name, value], at) => [
      name,
      { [at % 2 === 0 ? 'value' : 'default']: value, description: value, ...plainly },
    ]),
    ...names.map((name) => [name, 'x']),
  ]);
  const stored = Object.fromEntries(Object.keys(secrets).map((name) => [name, {}]));
  const input = definition({
    description,
    health: { live: '/live', ready, client: 'probe' },
    workload: { kind: 'service', args },
    config: { variables, secrets: stored, files: { [filePath]: file } },
  });
  return { input, values, secrets, args, description, header, file };
};

/** A value as JSON in ASCII alone, as a program writes it that wants nothing to be lost. */
export const ascii = (value: unknown): string =>
  JSON.stringify(value).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
