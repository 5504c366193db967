import { join, relative } from 'node:path';
import pLimit from 'p-limit';
import { type IdentityOptions, readBuildIdentity, unknownIdentity } from '../build-info.js';
import type { BuildIdentity } from '../definition/build-identity.js';
import { DefinitionError, type Problem } from '../definition/problems.js';
import { imageSource } from '../files/image-source.js';
import { type BuildRequest, type BuiltService, buildRequest } from '../image/request.js';
import type { BuiltSource } from '../images-lock/entry.js';
import type { SecretFiles } from './docker-cli.js';
import { type SecretPlaces, secretFiles } from './secret-files.js';

/** All that is known of a service's image before it is built. */
export interface BuildPlan {
  readonly service: BuiltService;
  readonly request: BuildRequest;
  readonly identity: BuildIdentity;
  readonly source: BuiltSource;
  readonly secretFiles: SecretFiles;
}

/** What images are planned with. */
export interface PlanOptions extends SecretPlaces {
  /** the absolute path of the workspace's folder */
  readonly workspace: string;
  /** the registry that all images go to; absent where none is known */
  readonly registry?: string | undefined;
  readonly push: boolean;
  readonly allowDirty: boolean;
  readonly identity: IdentityOptions;
}

/** The plans of services, or all that keeps them from being built, by the file that says so. */
export interface Planned {
  readonly plans: readonly BuildPlan[];
  readonly errors: readonly DefinitionError[];
}

/** Services that are looked at at once: each asks git and reads its source. */
const atOnce = 4;

const known = async <T>(action: () => Promise<T>): Promise<T | DefinitionError> => {
  try {
    return await action();
  } catch (error) {
    if (error instanceof DefinitionError) return error;
    throw error;
  }
};

const notCommitted = (
  identity: BuildIdentity | undefined,
  { push, allowDirty, identity: said }: PlanOptions,
): readonly Problem[] => {
  if (!push) return [];
  if (identity === undefined)
    return [
      {
        path: 'build',
        message: 'no commit names the build: its folder is in no git repository, or nothing is committed there',
        fix: 'commit it, or say --release, --commit and SOURCE_DATE_EPOCH',
      },
    ];
  if (!identity.dirty) return [];
  if (allowDirty && said.release !== undefined)
    return [
      {
        path: 'build',
        message: `its folder differs from the commit, and nobody could build ${identity.version} again`,
        fix: 'commit what changed, or leave --release away: the version then says that it is dirty',
      },
    ];
  if (allowDirty) return [];
  return [
    {
      path: 'build',
      message: `its folder differs from the commit ${identity.commit.slice(0, 12)}, which the image would be called by`,
      fix: 'commit what changed, or say --allow-dirty: the version and the lock then say so',
    },
  ];
};

const planned = async (
  service: BuiltService,
  options: PlanOptions,
): Promise<BuildPlan | readonly DefinitionError[]> => {
  const { workspace, registry } = options;
  // Errors name files as seen from the working folder.
  const seen = relative('', workspace);
  const [read, source] = await Promise.all([
    known(() => readBuildIdentity(join(seen, service.folder), options.identity)),
    known(() => imageSource(service, seen)),
  ]);
  const identity = read instanceof DefinitionError ? undefined : read;
  const request = buildRequest(service, { workspace, registry, identity: identity ?? unknownIdentity });
  const secrets = secretFiles(request.secrets, options);
  const problems = [...(read instanceof DefinitionError ? [] : notCommitted(identity, options)), ...secrets.problems];
  const errors = [
    ...[read, source].filter((one) => one instanceof DefinitionError),
    ...(problems.length === 0 ? [] : [new DefinitionError(service.definition, problems)]),
  ];
  if (errors.length > 0 || source instanceof DefinitionError) return errors;
  return { service, request, identity: identity ?? unknownIdentity, source, secretFiles: secrets.files };
};

/** What services are built from and how, and all that is wrong with that: nothing is built before all of it is well. */
export const planBuilds = async (services: readonly BuiltService[], options: PlanOptions): Promise<Planned> => {
  const all = await pLimit(atOnce).map(services, (service) => planned(service, options));
  return {
    plans: all.filter((one) => 'request' in one),
    errors: toldOnce(all.flatMap((one) => ('request' in one ? [] : one))),
  };
};

/** What is said wrongly for all services is told once. */
const saidForAll: readonly string[] = ['release', 'commit', 'SOURCE_DATE_EPOCH'];

const toldOnce = (errors: readonly DefinitionError[]): readonly DefinitionError[] => {
  const isShared = ({ path }: Problem): boolean => saidForAll.includes(path);
  const shared = new Map(
    errors.flatMap(({ problems }) =>
      problems.filter(isShared).map((one) => [`${one.path} ${one.message}`, one] as const),
    ),
  );
  const own = new Map<string, readonly Problem[]>();
  for (const { source, problems } of errors) {
    const left = problems.filter((one) => !isShared(one));
    if (left.length > 0) own.set(source, [...(own.get(source) ?? []), ...left]);
  }
  const told = shared.size === 0 ? own : new Map([['slipway build', [...shared.values()]], ...own]);
  return [...told].map(([source, problems]) => new DefinitionError(source, problems));
};
