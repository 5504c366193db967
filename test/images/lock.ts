import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { updateImagesLock } from '../../lib/images-lock/update.js';
import { readImagesLock } from '../../lib/images-lock.js';
import { must } from '../docker/command.js';
import type { Step } from '../support/suite.js';
import type { Context } from './context.js';
import { built, services } from './locked.js';
import { ended } from './outcome.js';
import { type Clone, cloneAt } from './workspace.js';

const repository = join(import.meta.dirname, '../..');
const lockFile = join(repository, 'apps/images.lock.json');

/** Where production takes the images of the example organisation from; a digest does not depend on the name. */
const published = 'registry.example.com/acme';

/** The repository at its last commit, with a kit of its own. */
const head = async (root: string): Promise<Clone> => {
  await must('git', ['clone', '--quiet', repository, root]);
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  return cloneAt(root);
};

/**
 * Builds every service of the example organisation at the last commit, under the version that the lock calls it, and writes the
 * committed lock. The base images are the suite's stand-ins: nobody gets these digests from the real ones.
 */
export const lockSteps = ({ builder, registry, work, slipway }: Context): readonly Step[] => {
  let clone: Clone | undefined;
  return services.map((service) => ({
    name: `${service} of the last commit is built, and apps/images.lock.json has its digest`,
    action: async () => {
      clone ??= await head(join(work, 'head'));
      const { tag } = readImagesLock(lockFile)[service]?.['*'] ?? {};
      const release = tag === undefined ? [] : ['--release', tag];
      const push = ['build', '--push', service, '--registry', `${registry.address}/acme`, ...release];
      ended('slipway build', await slipway(clone, push, builder.env), 0);
      const entry = { ...built(clone, service), repository: `${published}/${service}` };
      await updateImagesLock(lockFile, { [service]: { '*': entry } });
    },
  }));
};
