import { readdirSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { holds, same } from '../../docker/expect.js';
import type { Step } from '../../support/suite.js';
import type { Context } from '../context.js';
import { built } from '../locked.js';
import { ended } from '../outcome.js';
import { type Clone, cloneOf } from '../workspace.js';

/** The services in Go: what the same commit gives twice is the same to the byte. */
const services = ['ledger', 'myapp'] as const;

/** Gives every file of a clone another time than git has. */
const age = (clone: Clone): void => {
  for (const path of readdirSync(clone.apps, { recursive: true, encoding: 'utf8' }))
    utimesSync(join(clone.apps, path), new Date('2001-02-03T04:05:06Z'), new Date('2001-02-03T04:05:06Z'));
};

/** Why two digests differ: the documents of both images, layer by layer. */
const difference = async (
  { registry }: Context,
  one: string,
  other: string,
  digests: readonly string[],
): Promise<string> => {
  const read = async (repository: string, digest = ''): Promise<unknown> => {
    const manifest = await registry.read(repository, 'manifests', digest);
    return { manifest, config: await registry.read(repository, 'blobs', manifest.config?.digest ?? '') };
  };
  return JSON.stringify([await read(one, digests[0]), await read(other, digests[1])], undefined, 2);
};

/** The same commit gives the same digest, wherever and whenever it is built, by a BuildKit that rewrites times. */
export const reproducibleSteps = (context: Context): readonly Step[] => {
  const { builder, registry, work, slipway } = context;
  let first: Clone | undefined;
  const at = (): Clone => {
    if (first === undefined) throw new Error('nothing was built');
    return first;
  };
  const push = (clone: Clone, names: readonly string[], path: string): Promise<string> =>
    slipway(clone, ['build', '--push', ...names, '--registry', `${registry.address}/${path}`], builder.env).then(
      (outcome) => ended('slipway build', outcome, 0),
    );
  return [
    {
      name: 'the same commit from two clones, built from nothing into two repositories, gives the same digests',
      action: async () => {
        first = await context.clone('first');
        await push(first, services, 'first');
        await builder.forget();
        const second = await cloneOf(first.root, join(work, 'elsewhere/second'));
        age(second);
        await push(second, services, 'second');
        for (const service of services) {
          const digests = [built(first, service).digest, built(second, service).digest];
          same(
            `the digest of ${service} in the registry`,
            await registry.digest(`first/${service}`, 'v1.0.0'),
            digests[0],
          );
          if (digests[0] !== digests[1])
            throw new Error(
              `the images of ${service} differ:\n${await difference(context, `first/${service}`, `second/${service}`, digests)}`,
            );
          same(`the build of ${service}`, built(first, service).build, built(second, service).build);
        }
        rmSync(second.root, { recursive: true });
      },
    },
    {
      name: 'another commit gives another digest',
      action: async () => {
        const before = built(at(), 'ledger').digest;
        at().edit('ledger/cmd/server/main.go', 'log.Info("stopped")', 'log.Info("has stopped")');
        await at().commit('Say it otherwise');
        await push(at(), ['ledger'], 'first');
        holds('the digest is the same', built(at(), 'ledger').digest !== before);
      },
    },
  ];
};
