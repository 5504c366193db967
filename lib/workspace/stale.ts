import type { WorkspaceEntry } from '../entries/entry.js';
import type { Problems } from '../entries/problems.js';
import { dockerfile } from '../files/dockerfile.js';
import { digestOf } from '../images-lock/digest.js';
import { buildCommand, type LockEntry, lockedEntry } from '../images-lock.js';
import { type LocalOptions, resolveLocal } from '../local.js';
import type { DefinitionSchema } from '../service/parse.js';

/** A locked image of an environment that demands digests, built from a Dockerfile that a definition gives. */
interface Judged {
  readonly service: string;
  readonly environment: string;
  readonly under: string;
  readonly entry: LockEntry & { readonly build: NonNullable<LockEntry['build']> };
}

const judged = <S extends DefinitionSchema>(
  services: readonly string[],
  { platform, images = {} }: LocalOptions<S>,
): readonly Judged[] =>
  Object.entries(platform.environments)
    .filter(([, { digests }]) => digests === 'required')
    .flatMap(([environment, { channel }]) =>
      services.flatMap((service) => {
        const found = lockedEntry(images, { service, environment, channel });
        const build = found?.entry.build;
        if (found === undefined || build === undefined || build.ownDockerfile === true) return [];
        return [{ service, environment, under: found.under, entry: { ...found.entry, build } }];
      }),
    );

/**
 * Refuses images that were built from another Dockerfile than the definition gives now, where an environment demands digests:
 * its manifests would speak of ports, probes and users that the image does not have. Nothing is read but the lock.
 */
export const refuseStale = <S extends DefinitionSchema>(
  entries: readonly WorkspaceEntry[],
  services: readonly string[],
  options: Omit<LocalOptions<S>, 'workspace'>,
  problems: Problems,
): void => {
  const all = judged(services, { ...options, workspace: '.' });
  if (all.length === 0) return;
  const named = new Set(all.map(({ service }) => service));
  const now = new Map(
    resolveLocal(entries, { ...options, workspace: '.' }).flatMap((service) =>
      service.imageBuild?.generated === true && named.has(service.name)
        ? [[service.name, { definition: service.definition, hash: digestOf(dockerfile(service)) }] as const]
        : [],
    ),
  );
  for (const one of all) {
    const expected = now.get(one.service);
    if (expected === undefined || expected.hash === one.entry.build.dockerfile) continue;
    problems.add(expected.definition, one.environment, [
      {
        path: 'build',
        check: 'image-stale',
        // Environments of one entry share one problem; those of another need a build of their own.
        message: `the image under ${one.service}.${one.under} of images.lock.json was built from another Dockerfile than the definition gives now`,
        value: one.entry.build.version,
        fix: `run "slipway generate", commit it, run "${buildCommand(one.service, one.under)}", and commit images.lock.json`,
      },
    ]);
  }
};
