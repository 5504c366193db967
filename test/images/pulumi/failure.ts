import { readFileSync } from 'node:fs';
import { holds, same } from '../../docker/expect.js';
import type { Step } from '../../support/suite.js';
import type { Context } from '../context.js';
import { built, services } from '../locked.js';
import { ended } from '../outcome.js';
import { type Clone, identityOf } from '../workspace.js';
import { beginProgram, type Program, up } from './program.js';
import type { PulumiStep } from './run.js';
import { byDockerBuild } from './up.js';

/** One build that fails among others. */
export const failureSteps = (context: Context, step: PulumiStep): readonly Step[] => {
  const { registry } = context;
  const others = services.filter((name) => name !== 'mailer');
  let begun: { readonly clone: Clone; readonly program: Program } | undefined;
  const current = (): NonNullable<typeof begun> => {
    if (begun === undefined) throw new Error('the stack was not begun');
    return begun;
  };
  const expectLocked = async (clone: Clone, names: readonly string[]): Promise<void> => {
    const { version } = await identityOf(clone, 'HEAD');
    for (const name of names) {
      const { tag, digest } = built(clone, name);
      same(`the tag of ${name}`, tag, version);
      same(`the digest of ${name}`, digest, await registry.digest(`faulty/${name}`, version));
    }
  };
  return [
    step(
      'a build that fails is told of its service with what the build said, and the others are locked',
      async (programs) => {
        const clone = await context.clone('pulumi-faulty');
        await byDockerBuild(clone);
        clone.edit('mailer/package.json', '"dependencies"', '"dependencies" of a hurry');
        await clone.commit('Hurry');
        const before = clone.lock().mailer;
        const plain = { push: 'true', registry: `${registry.address}/faulty` };
        const program = await beginProgram(context, programs, clone, { plain });
        begun = { clone, program };
        ended('pulumi up', await program.run(up), 1, 'docker-build:index:Image (mailer)', /npm (error|ERR)/);
        await expectLocked(clone, others);
        same('the entry of mailer', clone.lock().mailer, before);
      },
    ),
    step(
      'a service whose generated Dockerfile is not current is refused by its name and stays in the state, and the others are built',
      async () => {
        const { clone, program } = current();
        clone.edit('mailer/package.json', '"dependencies" of a hurry', '"dependencies"');
        clone.edit('report/Dockerfile', 'FROM', '# Mine.\nFROM');
        await clone.commit('Mend one, and touch another');
        const said = ended('pulumi up', await program.run(up), 1, 'report/Dockerfile', 'run "slipway generate"');
        holds('the state forgets report', !/deleted/.test(said));
        await expectLocked(
          clone,
          services.filter((name) => name !== 'report'),
        );
      },
    ),
    step('what was mended is built and locked by the next up', async () => {
      const { clone, program } = current();
      ended('slipway generate', await context.slipway(clone, ['generate', '--quiet']), 0);
      await clone.commit('Mend the other');
      ended('pulumi up', await program.run(up), 0);
      await expectLocked(clone, services);
    }),
    step('a change that no commit has is not pushed, and neither built nor locked', async () => {
      const { clone, program } = current();
      const lock = readFileSync(clone.lockFile, 'utf8');
      clone.edit('report/report/daily.py', '\n', '\n# In a hurry.\n');
      const said = ended('pulumi up', await program.run(up), 1, 'report', 'changes that no commit has');
      holds('the state forgets report', !/deleted/.test(said));
      same('the lock', readFileSync(clone.lockFile, 'utf8'), lock);
    }),
  ];
};
