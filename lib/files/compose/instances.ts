import { migrationService } from '../../definition/migrations.js';
import type { LocalDependency, LocalService } from '../../local/types/local.js';
import { credentialKey } from './credential-key.js';
import type { DependencyContainer } from './dependency-container.js';
import { distinctNames } from './distinct-names.js';
import { required } from './value.js';

type Owner = Pick<LocalService, 'name'> & { readonly local: Pick<LocalService['local'], 'dependencies' | 'migration'> };

interface Use {
  readonly service: Owner;
  readonly dependency: LocalDependency;
}

/** The dependencies of some services as containers, and the name of the one that a service's dependency has become. */
export interface Instances {
  readonly containers: readonly DependencyContainer[];
  readonly hostOf: (service: Pick<LocalService, 'name'>, dependency: string) => string;
}

const same = (a: LocalDependency, b: LocalDependency): boolean =>
  a.kind === b.kind && a.version === b.version && a.image === b.image && a.port === b.port;

const clash = (a: Use, b: Use): boolean =>
  a.service.name === b.service.name ||
  (a.dependency.account !== undefined &&
    b.dependency.account !== undefined &&
    (a.dependency.account.user === b.dependency.account.user ||
      a.dependency.account.database === b.dependency.account.database));

/** The uses of each container: of the same thing, by different services, with users and databases of their own. */
const grouped = (uses: readonly Use[]): readonly (readonly [Use, ...Use[]])[] => {
  const groups: [Use, ...Use[]][] = [];
  for (const use of uses) {
    const group = groups.find(
      ([first, ...others]) =>
        same(first.dependency, use.dependency) && ![first, ...others].some((other) => clash(other, use)),
    );
    if (group === undefined) groups.push([use]);
    else group.push(use);
  }
  return groups;
};

/** Names that every image puts into its commands safely. */
const plain = /^\w[\w-]*$/;

const isPlain = ({ dependency: { account } }: Use): boolean =>
  account === undefined || (plain.test(account.user) && plain.test(account.database));

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** The containers that some services need; `shared` among them, so that one service more changes nothing for the others. */
export const instancesOf = (services: readonly Owner[], shared: boolean): Instances => {
  const groups = grouped(
    services.flatMap((service) => service.local.dependencies.map((dependency) => ({ service, dependency }))),
  );
  const wishes = (part: (version: string) => string) =>
    groups.map(([{ dependency }]) => ({
      short: part(dependency.version) === '' ? dependency.name : `${dependency.name}-${part(dependency.version)}`,
      long: `${dependency.name}-${slug(dependency.version)}`,
    }));
  const taken = services.flatMap(({ name, local }) =>
    local.migration === undefined ? [name] : [name, migrationService(name)],
  );
  const names = distinctNames(
    wishes(() => ''),
    taken,
  );
  // A new major version begins with an empty volume, since none reads the data of another.
  const volumes = distinctNames(
    wishes((version) => version.replace(/^(\d*).*$/, '$1')),
    [],
  );
  const containers = groups.map((group, index): DependencyContainer => {
    const [{ dependency }] = group;
    const { kind, version, image, port } = dependency;
    return {
      ...{ kind, version, image, port },
      scripted: !(group.every(isPlain) && !shared),
      name: `${names[index]}`,
      volume: `${volumes[index]}`,
      accounts: group.flatMap(({ service, dependency: { account } }) =>
        account === undefined
          ? []
          : [{ ...account, password: required(credentialKey(service, account.password, shared)) }],
      ),
    };
  });
  const hosts = new Map(
    groups.flatMap((group, index) =>
      group.map(({ service, dependency }) => [`${service.name}/${dependency.name}`, `${names[index]}`] as const),
    ),
  );
  return {
    containers,
    hostOf: (service, dependency) => {
      const host = hosts.get(`${service.name}/${dependency}`);
      if (host === undefined) throw new Error(`${service.name} has no dependency ${dependency}`);
      return host;
    },
  };
};
