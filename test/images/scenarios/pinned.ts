import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from '../../../lib/images-lock/digest.js';
import { must } from '../../docker/command.js';
import { holds, same } from '../../docker/expect.js';
import { blocks } from '../../support/readme.js';
import type { Step } from '../../support/suite.js';
import type { Context } from '../context.js';
import { built, services } from '../locked.js';
import { allManifests, differing, pinned } from '../manifests.js';
import { ended } from '../outcome.js';
import { slipwayArguments } from '../slipway.js';
import type { Clone } from '../workspace.js';
import { identityOf } from '../workspace.js';

const labelsOf = async ({ docker }: Context, image: string): Promise<Readonly<Record<string, string>> | null> =>
  (await docker.inspect(image)).Config.Labels;

/** The lines of the README, less what they say of themselves. */
const lines = (): readonly string[] => {
  const block = blocks().find(({ attributes }) => 'pinned' in attributes);
  if (block === undefined) throw new Error('the README has no block that says how a commit becomes a pinned manifest');
  return block.text.split('\n').filter((line) => line !== '');
};

/** A folder with an `npx` that runs `slipway` from its source. */
const npxFor = (clone: Clone, folder: string): string => {
  mkdirSync(folder, { recursive: true });
  const [, , main] = slipwayArguments(clone, []);
  writeFileSync(
    join(folder, 'npx'),
    `#!/bin/sh\n[ "$1" = slipway ] && shift && exec "${process.execPath}" --import tsx "${main}" "$@"\n`,
  );
  chmodSync(join(folder, 'npx'), 0o755);
  return folder;
};

/** From a commit to manifests that run what was built of it, by the lines of the README. */
export const pinnedSteps = (context: Context, clone: Clone): readonly Step[] => {
  const { docker, registry, work } = context;
  const output = join(clone.apps, 'dist');
  return [
    {
      name: 'the lines of the README lead from a commit to pinned manifests, word for word',
      action: async () => {
        clone.edit('report/report/daily.py', '\n', '\n# Faster.\n');
        const path = `${npxFor(clone, join(work, 'npx'))}:${process.env.PATH}`;
        same('the number of lines', lines().length, 5);
        for (const line of lines())
          await must('sh', ['-c', line], { cwd: clone.apps, env: { ...docker.env, ...clone.env(), PATH: path } });
      },
    },
    {
      name: 'the lock has tag, digest, platforms, identity and hashes of each image as it is in the registry',
      action: async () => {
        const identity = await identityOf(clone, 'HEAD~1');
        for (const service of services) {
          const { build, ...entry } = built(clone, service);
          const { context: hash, ...facts } = build;
          const dockerfile = digestOf(readFileSync(join(clone.apps, service, 'Dockerfile')));
          same(`the build of ${service}`, facts, { ...identity, dockerfile });
          holds(`the context of ${service} is ${hash}`, /^sha256:[0-9a-f]{64}$/.test(hash));
          same(`the entry of ${service}`, entry, {
            repository: `${registry.address}/acme/${service}`,
            tag: identity.version,
            digest: await registry.digest(`acme/${service}`, identity.version),
            platforms: ['linux/amd64'],
          });
        }
        same('what was locked by hand for one environment', clone.lock().myapp?.dev, { tag: '1.5.0-rc.1' });
      },
    },
    {
      name: 'the committed lock is the one that was written, sorted and with nothing else changed by the build',
      action: async () => {
        same('what git sees', await clone.git('status', '--porcelain'), '');
        const changed = await clone.git('diff', '--name-only', 'HEAD~1', 'HEAD');
        same('what the last commit changes', changed.trim(), 'apps/images.lock.json');
        const names = Object.keys(clone.lock());
        same('the services of the lock', names, [...names].sort());
      },
    },
    {
      name: 'make docker builds an image of the same name, labels and identity as slipway build',
      action: async () => {
        const { repository, tag } = built(clone, 'ledger');
        // The lock's own commit names the next build; the image is of the one before.
        await clone.git('checkout', '--quiet', 'HEAD~1');
        try {
          const image = `${repository}:${tag}`;
          await docker.run(['pull', '--quiet', image]);
          const expected = await labelsOf(context, image);
          await docker.run(['rmi', image]);
          await must('make', ['--directory', join(clone.apps, 'ledger'), 'docker'], {
            env: { ...docker.env, ...clone.env() },
          });
          same('the labels', await labelsOf(context, image), expected);
          const { version, commit, time } = await identityOf(clone, 'HEAD');
          const oci = (name: string): string | undefined => expected?.[`org.opencontainers.image.${name}`];
          same('the identity', [oci('version'), oci('revision'), oci('created')], [version, commit, time]);
        } finally {
          await clone.git('checkout', '--quiet', 'main');
        }
      },
    },
    {
      name: 'synth pins repository, tag and digest in every manifest of production, and tells the version of the build',
      action: () => {
        for (const service of services) {
          const { repository, tag, digest, build } = built(clone, service);
          const found = pinned(output, 'production', service);
          same(`the images of ${service}`, found.images, [`${repository}:${tag}@${digest}`]);
          same(`the version of ${service}`, found.version, build.version);
        }
        const unpinned = [...allManifests(output)].filter(
          ([path, text]) => path.startsWith('production/') && /image: (?!.*@sha256:)/.test(text),
        );
        same(
          'manifests of production that name an image without a digest',
          unpinned.map(([path]) => path),
          [],
        );
      },
    },
    {
      name: 'a second synth on the committed lock, without a Docker or a registry within reach, writes the same bytes',
      action: async () => {
        const before = allManifests(output);
        const elsewhere = join(work, 'again');
        const env = { DOCKER_HOST: 'unix:///nowhere', PATH: '/nowhere' };
        await registry.down();
        try {
          ended('slipway synth', await context.slipway(clone, ['synth', '--output', elsewhere], env), 0);
        } finally {
          await registry.up();
        }
        same('the manifests that differ', differing(before, allManifests(elsewhere)), []);
      },
    },
  ];
};
