import { seesCgroups } from './build.js';
import { configFileVariable, reloadable } from './config-file.js';
import type { Definition } from './index.js';
import { logVariables } from './observability.js';
import { pathText } from './path.js';
import { serverVariables } from './server.js';
import { shutdownVariables } from './shutdown.js';

/** One name or place in the container, and the field of the definition that claims it. */
export interface Claim {
  readonly name: string;
  readonly path: string;
}

/** The variable that holds the address of a service that is called. */
export const urlVariable = (service: string): string => `${service.toUpperCase().replaceAll('-', '_')}_URL`;

/** The variable that a secret is found by: its own name, or the name of the variable that holds its file's path. */
export const secretVariable = (name: string, as: 'env' | 'file'): string => (as === 'env' ? name : `${name}_FILE`);

/** The folder that secrets are mounted in, one file each. */
export const secretFolder = (service: string): string => `/run/secrets/${service}`;

/** The folder of a file's path; the root folder is an empty text. */
export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** True when Go must be told its processors, since its version does not see the cgroup's limit. */
export const needsGoMaxProcs = (definition: Pick<Definition, 'build' | 'resources'>): boolean =>
  definition.build?.language === 'go' &&
  !seesCgroups(definition.build.version) &&
  definition.resources.cpu.limit !== 'none';

/** What the process is told in `config.file` and not in its environment, sorted; the environment may still say it. */
export const fileVariables = ({
  config,
  server,
  observability: { logs },
}: Pick<Definition, 'config' | 'server' | 'observability'>): readonly string[] =>
  config.file === undefined
    ? []
    : [
        ...(logs === undefined ? [] : Object.keys(logVariables(logs))),
        ...(server === undefined ? [] : Object.keys(serverVariables(server, 0))),
      ]
        .filter((name) => Object.hasOwn(reloadable, name))
        .sort();

/** Every environment variable of the process with the field that claims it; a name may stand there twice. */
export const claimedVariables = (definition: Definition): readonly Claim[] => {
  const { server, observability, shutdown, network, config, build } = definition;
  const claim = (path: string, names: readonly string[]): readonly Claim[] => names.map((name) => ({ name, path }));
  return [
    ...(server === undefined ? [] : claim('server', Object.keys(serverVariables(server, 0)))),
    ...(observability.logs === undefined
      ? []
      : claim('observability.logs', Object.keys(logVariables(observability.logs)))),
    ...(shutdown.env ? claim('shutdown.env', Object.keys(shutdownVariables(0, 0))) : []),
    ...(build?.language === 'go' ? claim('resources.memory', ['GOMEMLIMIT']) : []),
    ...(needsGoMaxProcs(definition) ? claim('resources.cpu', ['GOMAXPROCS']) : []),
    ...network.calls.flatMap((call, at) =>
      call.env ? claim(`network.calls[${at}]`, [urlVariable(call.service)]) : [],
    ),
    ...(config.file === undefined ? [] : claim('config.file', [configFileVariable])),
    ...Object.entries(config.secrets).map(([name, { as }]) => ({
      name: secretVariable(name, as),
      path: pathText(['config', 'secrets', name]),
    })),
    ...Object.keys(config.variables).map((name) => ({ name, path: pathText(['config', 'variables', name]) })),
  ];
};

const tokenFolder = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Every file of the configuration by its path, with the field that claims it; a path may stand there twice. */
export const claimedFiles = ({ config }: Pick<Definition, 'config'>): readonly Claim[] => [
  ...Object.keys(config.files).map((name) => ({ name, path: pathText(['config', 'files', name]) })),
  ...(config.file === undefined ? [] : [{ name: config.file, path: 'config.file' }]),
];

/** The folders that hold files, secrets or the token of the Kubernetes API, with the field that claims each. */
export const readOnlyFolders = (definition: Definition): readonly Claim[] => {
  const { security, config, name } = definition;
  const folders = new Map(claimedFiles(definition).map((file) => [folderOf(file.name), file.path] as const));
  return [
    ...[...folders].map(([folder, path]) => ({ name: folder, path })),
    ...(Object.values(config.secrets).some(({ as }) => as === 'file')
      ? [{ name: secretFolder(name), path: 'config.secrets' }]
      : []),
    ...(security.serviceAccount.token ? [{ name: tokenFolder, path: 'security.serviceAccount.token' }] : []),
  ];
};

/** Every folder that something is mounted on, with the field that claims it. */
export const claimedFolders = (definition: Definition): readonly Claim[] => [
  ...definition.security.writable.map(({ path }, at) => ({ name: path, path: `security.writable[${at}]` })),
  ...readOnlyFolders(definition),
];
