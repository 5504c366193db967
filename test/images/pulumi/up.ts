import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from '../../../lib/images-lock/digest.js';
import { attempt } from '../../docker/command.js';
import { holds, same } from '../../docker/expect.js';
import type { Step } from '../../support/suite.js';
import type { Context } from '../context.js';
import { built, services } from '../locked.js';
import { pinned } from '../manifests.js';
import { ended } from '../outcome.js';
import { type Clone, identityOf } from '../workspace.js';
import { beginProgram, type Program, up } from './program.js';
import type { PulumiStep } from './run.js';

/** What a program consists of: itself, and of each service a component and the image in it. */
const resources = 1 + 2 * services.length;

/** Lets the platform of a clone build by @pulumi/docker-build, and commits that. */
export const byDockerBuild = async (clone: Clone): Promise<void> => {
  clone.edit('platform.ts', "name: 'acme',", "name: 'acme',\n  images: { builder: 'docker-build' },");
  await clone.commit('Build by BuildKit');
};

/** What the registry says of the images that a program has pushed, by service. */
const pushed = async ({ registry }: Context, below: string, tag: string): Promise<Record<string, string | undefined>> =>
  Object.fromEntries(
    await Promise.all(services.map(async (name) => [name, await registry.digest(`${below}/${name}`, tag)] as const)),
  );

/** The digests of a clone's lock, by service. */
const locked = (clone: Clone): Record<string, string | undefined> =>
  Object.fromEntries(services.map((name) => [name, built(clone, name).digest]));

/** The labels of an image in the registry. */
const labelsOf = async ({ docker }: Context, image: string): Promise<Readonly<Record<string, string>> | null> => {
  await docker.run(['pull', '--quiet', image]);
  const { Config } = await docker.inspect(image);
  await docker.run(['rmi', image]);
  return Config.Labels;
};

/** From a commit to pinned manifests, by Pulumi. */
export const upSteps = (context: Context, step: PulumiStep): readonly Step[] => {
  const { registry, builder } = context;
  let begun: { readonly clone: Clone; readonly program: Program; readonly version: string } | undefined;
  const current = (): NonNullable<typeof begun> => {
    if (begun === undefined) throw new Error('the stack was not begun');
    return begun;
  };
  return [
    step(
      'its engine, its host for Node and the provider of docker-build are built, and a stack is begun',
      async (programs) => {
        const version = await attempt(join(programs, 'pulumi'), ['version'], {
          env: { PULUMI_SKIP_UPDATE_CHECK: 'true' },
        });
        ended('pulumi version', version, 0, /^v3\.\d+\.\d+$/m);
        const clone = await context.clone('pulumi');
        await byDockerBuild(clone);
        const plain = { push: 'true', registry: `${registry.address}/pulumi` };
        const program = await beginProgram(context, programs, clone, { plain });
        begun = { clone, program, version: (await identityOf(clone, 'HEAD')).version };
      },
    ),
    step('preview shows an image for each service, builds none, pushes none, and leaves the lock alone', async () => {
      const { clone, program, version } = current();
      const [before, builds] = [readFileSync(clone.lockFile, 'utf8'), await builder.control(['debug', 'histories'])];
      const said = ended('pulumi preview', await program.run(['preview']), 0, `+ ${resources} to create`);
      for (const name of services)
        holds(`preview does not name ${name}`, said.includes(`docker-build:index:Image ${name}`));
      same('the lock', readFileSync(clone.lockFile, 'utf8'), before);
      same('what was built', await builder.control(['debug', 'histories']), builds);
      for (const [name, digest] of Object.entries(await pushed(context, 'pulumi', version)))
        same(`the image of ${name} in the registry`, digest, undefined);
    }),
    step(
      'up builds and pushes the image of each service, and the lock has the digests that the registry gave',
      async () => {
        const { clone, program } = current();
        ended('pulumi up', await program.run(up), 0, `+ ${resources} created`);
        const identity = await identityOf(clone, 'HEAD');
        const there = await pushed(context, 'pulumi', identity.version);
        for (const name of services) {
          const { build, ...entry } = built(clone, name);
          const { context: hash, ...facts } = build;
          const dockerfile = digestOf(readFileSync(join(clone.apps, name, 'Dockerfile')));
          same(`the build of ${name}`, facts, { ...identity, dockerfile });
          holds(`the context of ${name} is ${hash}`, /^sha256:[0-9a-f]{64}$/.test(hash));
          same(`the entry of ${name}`, entry, {
            repository: `${registry.address}/pulumi/${name}`,
            tag: identity.version,
            digest: there[name],
            platforms: ['linux/amd64'],
          });
        }
        same('what was locked by hand for one environment', clone.lock().myapp?.dev, { tag: '1.5.0-rc.1' });
        same(
          'what git sees',
          (await clone.git('status', '--porcelain', '--', 'apps/images.lock.json')).trim(),
          'M apps/images.lock.json',
        );
      },
    ),
    step('up again changes nothing', async () => {
      const { clone, program, version } = current();
      const [before, there] = [readFileSync(clone.lockFile, 'utf8'), await pushed(context, 'pulumi', version)];
      ended('pulumi up', await program.run(up), 0, `${resources} unchanged`);
      same('the lock', readFileSync(clone.lockFile, 'utf8'), before);
      same('the images', await pushed(context, 'pulumi', version), there);
    }),
    step('synth pins what Pulumi locked', async () => {
      const { clone } = current();
      const output = join(clone.apps, 'dist');
      ended('slipway synth', await context.slipway(clone, ['synth', '--output', output]), 0);
      for (const name of services) {
        const { repository, tag, digest } = built(clone, name);
        const { images, version } = pinned(output, 'production', name);
        same(`the images of ${name}`, images, [`${repository}:${tag}@${digest}`]);
        same(`the version of ${name}`, version, tag);
      }
    }),
    step('slipway build makes the same images on the same builder, to the digest', async () => {
      const { clone, version } = current();
      const [byPulumi, lock] = [locked(clone), readFileSync(clone.lockFile, 'utf8')];
      await clone.git('checkout', '--', 'apps/images.lock.json');
      const args = ['build', '--push', '--registry', `${registry.address}/cli`];
      ended('slipway build', await context.slipway(clone, args, builder.env), 0);
      for (const name of services) {
        const [theirs, ours] = [
          `${registry.address}/pulumi/${name}:${version}`,
          `${registry.address}/cli/${name}:${version}`,
        ];
        same(`the labels of ${name}`, await labelsOf(context, ours), await labelsOf(context, theirs));
      }
      same('the digests', locked(clone), byPulumi);
      same(
        'the lock, but for the registry',
        readFileSync(clone.lockFile, 'utf8').replaceAll('/cli/', '/pulumi/'),
        lock,
      );
    }),
    step('destroy takes no image out of the registry', async () => {
      const { program, version } = current();
      const there = await pushed(context, 'pulumi', version);
      ended('pulumi destroy', await program.run(['destroy', '--yes', '--skip-preview']), 0, `${resources} deleted`);
      same('the images', await pushed(context, 'pulumi', version), there);
    }),
  ];
};
