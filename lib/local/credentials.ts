import { secretFolder } from '../definition/claims.js';
import type { Definition } from '../definition/index.js';
import { by } from '../service/context.js';
import type { Service } from '../service.js';
import { type Connected, localOnly } from './dependencies.js';
import type { Credential, LocalFile, LocalVariable, Part } from './types/local.js';
import { environmentKey } from './values.js';
import { filledIn } from './variables.js';

const ownFolder = '.slipway';

/** The text of a value here, with the default of every credential in it. */
const defaultText = (parts: readonly Part[]): string =>
  parts
    .map((part) => (part.kind === 'text' ? part.text : part.kind === 'host' ? part.dependency : localOnly(part.key)))
    .join('');

/** What each key of `.env` is: the password of a dependency, a secret, or a value that only a cluster knows. */
export const credentials = (
  { config }: Definition,
  variables: readonly LocalVariable[],
  connections: readonly Connected[],
): readonly Credential[] => {
  const described = (key: string): string => {
    const owner = connections.find(({ dependency }) => dependency.account?.password === key)?.dependency.name;
    if (owner !== undefined) return `password of ${owner}`;
    const entry = Object.hasOwn(config.secrets, key) ? config.secrets[key] : config.variables[key];
    return entry?.description?.replace(/\s+/g, ' ') ?? 'what only the cluster knows';
  };
  const keys = new Set([
    ...variables.flatMap(({ value }) => value.flatMap((part) => (part.kind === 'credential' ? [part.key] : []))),
    ...connections.flatMap(({ dependency: { account } }) => (account === undefined ? [] : [account.password])),
  ]);
  // What the process cannot do without, and nobody here knows.
  const asked = new Set(
    Object.entries(config.variables).flatMap(([name, variable]) =>
      variable.kind === 'configMap' && !variable.optional ? [environmentKey(name)] : [],
    ),
  );
  return [...keys]
    .sort()
    .map((key) => ({ key, value: asked.has(key) ? '' : localOnly(key), description: described(key) }));
};

/** The definition's own files and what it is told in one, as the pods see them. */
const mountedFiles = ({ volumes, container, configMaps }: Mounting): readonly Pick<LocalFile, 'path' | 'content'>[] =>
  volumes.flatMap((volume) => {
    const mount = container.mounts.find((one) => one.volume === volume.name);
    const map = volume.kind === 'configMap' ? configMaps.find(({ name }) => name === volume.object) : undefined;
    if (mount === undefined || volume.kind !== 'configMap') return [];
    return volume.items.map(({ key, path }) => ({ path: `${mount.path}/${path}`, content: map?.data[key] ?? '' }));
  });

type Mounting = Pick<Service, 'volumes' | 'container' | 'configMaps'>;

/** The files that the container sees: stand-ins for secrets, and the definition's own files, sorted by path. */
export const localFiles = (
  { config }: Definition,
  service: Pick<Service, 'name'> & Mounting,
  connections: readonly Connected[],
): readonly LocalFile[] => {
  const here = filledIn(connections);
  const secrets = Object.entries(config.secrets).flatMap(([name, { as }]) =>
    as === 'env'
      ? []
      : [
          {
            path: `${secretFolder(service.name)}/${name}`,
            source: `${ownFolder}/secrets/${name}`,
            content: defaultText(here.get(name) ?? [{ kind: 'credential', key: name }]),
            keep: true,
          },
        ],
  );
  const files = mountedFiles(service).map(({ path, content }) => ({
    path,
    source: `${ownFolder}/files${path}`,
    content,
    keep: false,
  }));
  return [...secrets, ...files].sort(by(({ path }) => path));
};
