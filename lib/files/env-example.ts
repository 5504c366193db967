import type { ConfigEntry, LocalService } from '../local/types/local.js';
import { marker } from './marker.js';
import { dotenvComment, dotenvValue } from './quoting/dotenv.js';

type Told = Pick<LocalService, 'name' | 'source' | 'configuration' | 'local'>;

/** What a value must be, in a few words: `string, one of json, text; required`. */
const kindOf = ({ type, allowed, required, secret, origin }: ConfigEntry): string =>
  [
    allowed === undefined
      ? type
      : `${type}, one of ${allowed.map((value) => (value === '' ? '""' : value)).join(', ')}`,
    ...(required ? ['required'] : []),
    ...(secret !== undefined ? ['secret'] : []),
    ...(origin === 'kubernetes' ? ['given by the cluster'] : []),
  ].join('; ');

/** The line of one variable: behind `#` unless only a person can fill it in. */
const assignment = (entry: ConfigEntry, { local }: Told): string => {
  const { name, secret, required } = entry;
  if (secret === 'file') {
    const stand = local.files.find(({ source, keep }) => keep && source.endsWith(`/secrets/${name}`));
    return `# ${name}_FILE=${stand === undefined ? '' : dotenvValue(stand.source)}`;
  }
  if (entry.origin === 'file') {
    const here = local.files.find(({ path }) => path === entry.default);
    return `# ${name}=${here === undefined ? '' : dotenvValue(here.source)}`;
  }
  if (entry.default !== undefined && secret === undefined) return `# ${name}=${dotenvValue(entry.default)}`;
  if (secret === undefined && !required) return `# ${name}=`;
  const given = [
    ...local.credentials.filter(({ value }) => value !== '').map(({ key }) => key),
    ...local.variables.map((variable) => variable.name),
  ];
  return given.includes(name) ? `# ${name}=` : `${name}=`;
};

/** What a secret is made from in Compose, where it is more than one line of `.env`. */
const madeFrom = ({ name, secret }: ConfigEntry, { local }: Told): string => {
  const value = local.variables.find((variable) => variable.name === name)?.value;
  const keys =
    secret === 'env' && value !== undefined
      ? value.flatMap((part) => (part.kind === 'credential' ? [part.key] : []))
      : [];
  return keys.length === 0 || keys.includes(name) ? '' : `compose.yaml makes it, with ${keys.join(' and ')} from .env`;
};

const described = (...texts: readonly string[]): readonly string[] =>
  texts.filter((text) => text !== '').flatMap(dotenvComment);

/** `.env.example`: everything that a developer may set, without any secret; copied as it is, it changes nothing. */
export const envExample = (service: Told): string => {
  const { name, source, configuration, local } = service;
  // A secret that is found as a file leaves its own name to the credential behind it.
  const told = new Set(configuration.filter(({ secret }) => secret !== 'file').map((entry) => entry.name));
  const further = local.credentials.filter(({ key }) => !told.has(key));
  const lines = [
    marker('hash', source),
    `# What ${name} reads from its environment. Values for this machine go into .env, which is never committed;`,
    '# "slipway generate" makes it, with local-only credentials. A line such as "# NAME=" shows a default, or what .env fills in.',
    ...configuration.flatMap((entry) => [
      '',
      ...described(entry.description, kindOf(entry), madeFrom(entry, service)),
      assignment(entry, service),
    ]),
    ...further.flatMap(({ key, value, description }) => [
      '',
      ...described(description, 'local only; secret'),
      `${value === '' ? '' : '# '}${key}=`,
    ]),
  ];
  return `${lines.join('\n')}\n`;
};
