import { join } from 'node:path';
import { formatImage, parseImage } from '../definition/image.js';
import { DefinitionError, type Problem } from '../definition/problems.js';
import type { BuiltService } from '../image/request.js';
import { registriesUnder } from '../images-lock/keys.js';
import { buildCommand, type LockEntry, type LockKey, lockedEntry } from '../images-lock.js';
import type { Platform } from '../platform.js';
import { demandKnown } from './build-target.js';
import { UsageError } from './failure.js';
import { lockName, type Workspace } from './workspace.js';

/** The image of a service that is asked for, and what the lock says of it. */
export interface ChosenImage {
  readonly service: BuiltService;
  /** `repository@sha256:…`, `repository:tag`, or what the command line says */
  readonly reference: string;
  /** absent where the command line names the image */
  readonly locked?: { readonly entry: LockEntry; readonly file: string; readonly path: string };
}

/** Where an image is looked up: in a lock file, under an environment, a channel or `*`. */
export interface Lookup {
  readonly file: string;
  readonly under: string;
}

/** The lock file of a workspace, as messages call it. */
export const lockFileOf = ({ folder }: Pick<Workspace, 'folder'>, named: string | undefined): string =>
  named ?? join(folder, lockName);

type Locks = Pick<Workspace, 'platform' | 'images'>;

/** What an environment is looked up by; a channel and `*` stand for themselves. */
const keyOf = ({ environments }: Platform, under: string): Omit<LockKey, 'service'> => ({
  environment: under,
  channel: Object.hasOwn(environments, under) ? environments[under]?.channel : undefined,
});

/** What is told of a service that the lock has no image for. */
const missing = ({ images }: Locks, service: string, under: string): Problem => {
  const others = Object.keys((Object.hasOwn(images, service) ? images[service] : undefined) ?? {});
  return {
    path: `${service}.${under}`,
    message: `there is no image of it${others.length === 0 ? '' : `, only of ${others.join(', ')}`}`,
    fix: `run "${buildCommand(service, under)}"${others[0] === undefined ? '' : `, or say --for ${others[0]}`}`,
  };
};

/**
 * The images of services by the lock: by digest where it has one, else by tag. Throws a UsageError for an environment or channel that there is
 * not, and a DefinitionError that tells all services without an image.
 */
export const lockedImages = (
  services: readonly BuiltService[],
  workspace: Locks,
  { file, under }: Lookup,
): readonly ChosenImage[] => {
  demandKnown(under, workspace.platform);
  const key = keyOf(workspace.platform, under);
  const problems: Problem[] = [];
  const found = services.flatMap((service): readonly ChosenImage[] => {
    const locked = lockedEntry(workspace.images, { ...key, service: service.name });
    if (locked === undefined) {
      problems.push(missing(workspace, service.name, under));
      return [];
    }
    const { digest, tag, repository = repositoryOf(service, workspace, under) } = locked.entry;
    const reference = formatImage(digest === undefined ? { repository, ...(tag && { tag }) } : { repository, digest });
    return [{ service, reference, locked: { entry: locked.entry, file, path: `${service.name}.${locked.under}` } }];
  });
  if (problems.length > 0) throw new DefinitionError(file, problems);
  return found;
};

/** The repository where the lock says none: in the registry of the environment, or the one of local work. */
const repositoryOf = ({ name, image }: BuiltService, { platform }: Locks, under: string): string => {
  const [registry] = registriesUnder(under, platform);
  return registry === undefined ? image.repository : `${registry}/${name}`;
};

const isId = (text: string): boolean => /^(?:sha256:)?[0-9a-f]{12,64}$/.test(text);

/** The image that the command line names for the one service; throws a UsageError for several and for what is no image. */
export const namedImage = (services: readonly BuiltService[], reference: string): ChosenImage => {
  const [service, ...more] = services;
  if (service === undefined || more.length > 0)
    throw new UsageError(
      '--image is of one service: name the service too, as in slipway verify-image orders --image …',
    );
  if (parseImage(reference) === undefined && !isId(reference))
    throw new UsageError(
      `${JSON.stringify(reference)} is no image; expected one such as registry.example.com/orders:1.4.2`,
    );
  return { service, reference };
};
