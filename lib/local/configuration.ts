import { fileVariables, urlVariable } from '../definition/claims.js';
import { configFileVariable } from '../definition/config-file.js';
import { logVariables } from '../definition/observability.js';
import { serverVariables } from '../definition/server.js';
import { present } from '../present.js';
import type { Context } from '../service/context.js';
import { told } from '../service/told.js';
import type { ConfigEntry } from './types/local.js';

type Type = ConfigEntry['type'];

/** What the contract's variables are: type, and what they mean. */
const contract: Readonly<Record<string, readonly [type: Type, description: string]>> = {
  SERVER_HOST: ['string', 'address that it listens on'],
  SERVER_PORT: ['port', 'port that it listens on'],
  SERVER_READ_TIMEOUT: ['duration', 'how long reading a whole request may take'],
  SERVER_READ_HEADER_TIMEOUT: ['duration', 'how long reading the header may take'],
  SERVER_WRITE_TIMEOUT: ['duration', 'how long writing the response may take'],
  SERVER_IDLE_TIMEOUT: ['duration', 'how long a kept-alive connection may be idle'],
  SERVER_MAX_HEADER_BYTES: ['integer', 'largest header in bytes'],
  SERVER_RATE_LIMIT: ['number', 'requests a second that one client address may make; 0 for no limit'],
  SERVER_RATE_BURST: ['integer', 'requests that one client address may make at once'],
  SERVER_TRUSTED_PROXIES: [
    'string',
    'proxies whose forwarded addresses are believed: ranges or addresses, separated by commas; empty for none',
  ],
  SERVER_SECURITY_HEADERS: ['boolean', 'whether the security headers are sent'],
  LOG_LEVEL: ['string', 'least level that is written'],
  LOG_FORMAT: ['string', 'JSON for machines, text for people'],
  LOG_SOURCE: ['boolean', 'whether source file and line are written'],
  SHUTDOWN_TIMEOUT: ['duration', 'how long it may take to end what is in flight'],
  SHUTDOWN_DRAIN: ['duration', 'how long it waits before it stops accepting'],
};

const allowed: Readonly<Record<string, readonly string[]>> = {
  LOG_LEVEL: ['debug', 'info', 'warn', 'error'],
  LOG_FORMAT: ['json', 'text'],
};

/** What the concerns tell the process, each with its meaning. */
const toldEntries = (context: Context): readonly ConfigEntry[] => {
  const { server, observability, network } = context.definition;
  const ofServer = new Set(server === undefined ? [] : Object.keys(serverVariables(server, 0)));
  const ofLogs = new Set(observability.logs === undefined ? [] : Object.keys(logVariables(observability.logs)));
  const inFile = fileVariables(context.definition);
  const callees = new Map(network.calls.map(({ service }) => [urlVariable(service), service]));
  return Object.entries(told(context)).map(([name, value]) => {
    const callee = callees.get(name);
    const [type, description] = contract[name] ?? ['string', `address of ${callee}`];
    return present({
      name,
      type,
      allowed: allowed[name],
      default: callee === undefined ? value : undefined,
      required: false,
      description,
      reload: inFile.includes(name) ? 'watch' : 'restart',
      origin: callee !== undefined ? 'calls' : ofServer.has(name) ? 'server' : ofLogs.has(name) ? 'logs' : 'shutdown',
    });
  });
};

/** The file that holds what may change while the process runs. */
const fileEntries = ({ definition: { config } }: Context): readonly ConfigEntry[] =>
  config.file === undefined
    ? []
    : [
        {
          name: configFileVariable,
          type: 'string',
          default: config.file,
          required: false,
          description: 'path of the configuration file, whose values the environment overrides',
          reload: 'restart',
          origin: 'file',
        },
      ];

const variableEntries = ({ definition: { config } }: Context): readonly ConfigEntry[] =>
  Object.entries(config.variables).map(([name, variable]) => {
    const description = variable.description ?? '';
    if (variable.kind !== 'value')
      return { name, type: 'string', required: false, description, reload: 'restart', origin: 'kubernetes' };
    return present({
      name,
      // Without a type an environment may say any text.
      type: variable.type ?? 'string',
      allowed: variable.allowed?.map(String),
      default: variable.default === undefined ? undefined : String(variable.default),
      required: variable.required,
      description,
      reload: 'restart' as const,
      origin: 'config' as const,
    });
  });

const secretEntries = ({ definition: { config } }: Context): readonly ConfigEntry[] =>
  Object.entries(config.secrets).map(([name, secret]) => ({
    name,
    type: 'string',
    required: secret.kind !== 'secret' || !secret.optional,
    secret: secret.as,
    description: secret.description ?? '',
    reload: secret.as === 'file' ? config.reload : 'restart',
    origin: 'config',
  }));

/** Everything that the process may read, as a table: what it is told, the definition's variables, and its secrets. */
export const configuration = (context: Context): readonly ConfigEntry[] => [
  ...toldEntries(context),
  ...fileEntries(context),
  ...variableEntries(context),
  ...secretEntries(context),
];
