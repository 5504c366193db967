import { configFileMode } from '../definition/config-file.js';
import type { ConfigEntry, LocalService } from '../local/types/local.js';
import { marker } from './marker.js';
import { markdownCode, markdownTable, markdownText } from './quoting/markdown.js';

type Told = Pick<LocalService, 'name' | 'source' | 'configuration' | 'config'>;

const heading = ['name', 'type', 'default', 'required', 'secret', 'description', 'reload'];
const none = '–';

const value = (text: string): string => (text === '' ? '*empty*' : markdownCode(text));

const typeOf = ({ type, allowed }: ConfigEntry): string =>
  allowed === undefined ? type : `${type}: ${allowed.map(value).join(', ')}`;

const defaultOf = ({ default: standard, secret, origin }: ConfigEntry): string => {
  if (standard !== undefined && secret === undefined) return value(standard);
  return origin === 'kubernetes' ? '*from the cluster*' : none;
};

const secretOf = ({ secret, name }: ConfigEntry): string => {
  if (secret === undefined) return 'no';
  return secret === 'env' ? 'in the variable' : `in the file that ${markdownCode(`${name}_FILE`)} names`;
};

const row = (entry: ConfigEntry): readonly string[] => [
  markdownCode(entry.name),
  typeOf(entry),
  defaultOf(entry),
  entry.required ? 'yes' : 'no',
  secretOf(entry),
  entry.description.trim() === '' ? none : markdownText(entry.description),
  entry.reload,
];

const section = (title: string, lines: readonly string[], there: boolean): readonly string[] =>
  there ? ['', `## ${title}`, '', ...lines] : [];

const taken = ({ config }: Told): readonly string[] =>
  config.envFrom.map(({ kind, name, prefix }) => {
    const named = prefix === undefined ? '' : `, each behind ${markdownCode(prefix)}`;
    return `- all keys of the ${kind === 'secret' ? 'Secret' : 'ConfigMap'} ${markdownCode(name)}${named}`;
  });

/** `CONFIG.md`: what the service can be configured with, as tables of variables, secrets and files. */
export const configDoc = (service: Told): string => {
  const { name, source, configuration, config } = service;
  const variables = configuration.filter(({ secret }) => secret === undefined);
  const secrets = configuration.filter(({ secret }) => secret !== undefined);
  const own = config.file === undefined ? [] : [[markdownCode(config.file), configFileMode, config.reload]];
  const files = [
    ...Object.entries(config.files).map(([path, { mode }]) => [markdownCode(path), mode, config.reload]),
    ...own,
  ];
  const others = taken(service);
  const nothing = configuration.length + files.length + others.length === 0;
  const lines = [
    marker('html', source),
    '',
    `# Configuration of ${name}`,
    '',
    nothing
      ? 'There is nothing to configure.'
      : 'Reload says what a change does: `restart` replaces the pods, `watch` is seen by the running process.',
    ...section('Variables', markdownTable(heading, variables.map(row)), variables.length > 0),
    ...section('Secrets', markdownTable(heading, secrets.map(row)), secrets.length > 0),
    ...section('Files', markdownTable(['path', 'mode', 'reload'], files), files.length > 0),
    ...section('From elsewhere', others, others.length > 0),
  ];
  return `${lines.join('\n')}\n`;
};
