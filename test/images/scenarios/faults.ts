import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, must } from '../../docker/command.js';
import { holds, same } from '../../docker/expect.js';
import type { Step } from '../../support/suite.js';
import type { Context } from '../context.js';
import { faultyApps, reason, slowSeconds } from '../faulty.js';
import { ended } from '../outcome.js';
import { interruptSlipway } from '../slipway.js';
import type { Clone } from '../workspace.js';

/** What a run must leave behind: the lock as it was, and nothing beside it. */
const untouched = (clone: Clone): { readonly check: (what: string) => void } => {
  const [lock, listed] = [readFileSync(clone.lockFile, 'utf8'), readdirSync(clone.apps).sort()];
  return {
    check: (what) => {
      same(`the lock after ${what}`, readFileSync(clone.lockFile, 'utf8'), lock);
      same(`the folder of the lock after ${what}`, readdirSync(clone.apps).sort(), listed);
    },
  };
};

/** What slipway has in a folder of temporary files; what runs TypeScript here has its own beside it. */
const temporaryIn = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => name.startsWith('slipway'));

/** Whether a build of the service that takes its time is at that step now. */
const building = async (): Promise<boolean> =>
  (await attempt('sh', ['-c', `grep -lsaE "^sleep.${slowSeconds}.$" /proc/[0-9]*/cmdline`])).stdout.trim() !== '';

/** What goes wrong while images are built: a clear error, and the lock old or new, never broken. */
export const faultSteps = (context: Context): readonly Step[] => {
  const { docker, registry, guarded, work, slipway } = context;
  let clone: Clone | undefined;
  const at = (): Clone => {
    if (clone === undefined) throw new Error('the workspace was not written');
    return clone;
  };
  const push = ['build', '--push'];
  let minute = 0;
  const began = Date.now();
  /** Changes what a service is built of, so that no cache has it, not even of an engine that keeps what an earlier run built. */
  const change = async (service: string): Promise<void> => {
    minute += 1;
    writeFileSync(join(at().apps, service, 'text'), `${service} ${minute} ${began}\n`);
    await at().commit(`Change ${service} ${minute}`);
  };
  return [
    {
      name: 'a service whose build fails is told with its last lines; the others are built, pushed and locked',
      action: async () => {
        const broken = await faultyApps(join(work, 'broken'), `${registry.address}/broken`, true);
        const outcome = await slipway(broken, push);
        ended('slipway build', outcome, 1, 'broken', reason);
        same('the services of the lock', Object.keys(broken.lock()), ['other', 'quick', 'slow']);
        for (const [service, entries] of Object.entries(broken.lock()))
          same(`the digest of ${service}`, entries['*']?.digest, await registry.digest(`broken/${service}`, 'v1.0.0'));
        clone = await faultyApps(join(work, 'faults'), `${registry.address}/faults`);
        ended('slipway build', await slipway(at(), push), 0);
        ended('slipway synth', await slipway(at(), ['synth', '--output', join(work, 'faults-dist')]), 0);
      },
    },
    {
      name: 'a registry that is down is told by its address, with exit code 1 and the lock as it was',
      action: async () => {
        await change('quick');
        const before = untouched(at());
        await registry.down();
        try {
          ended('slipway build', await slipway(at(), [...push, 'quick']), 1, registry.address, /refused/);
        } finally {
          await registry.up();
        }
        before.check('a registry that was down');
        ended('slipway build', await slipway(at(), [...push, 'quick']), 0);
      },
    },
    {
      name: 'wrong credentials are told with the command that mends them, and the password nowhere',
      action: async () => {
        const password = 'not-the-password-5d1f6c0e';
        const config = join(work, 'wrong-config');
        mkdirSync(config, { recursive: true });
        await must('cp', ['-r', join(String(docker.env.DOCKER_CONFIG), 'cli-plugins'), config]);
        const auth = Buffer.from(`slipway:${password}`).toString('base64');
        writeFileSync(join(config, 'config.json'), JSON.stringify({ auths: { [guarded.address]: { auth } } }));
        const before = untouched(at());
        for (const env of [{ DOCKER_CONFIG: config }, {}]) {
          const outcome = await slipway(at(), [...push, 'quick', '--registry', `${guarded.address}/acme`], env);
          const said = ended('slipway build', outcome, 1, `docker login ${guarded.address}`);
          holds('the password is told', !said.includes(password) && !said.includes(auth));
        }
        before.check('wrong credentials');
      },
    },
    {
      name: 'a disk that is full where the lock is leaves the old lock, and a build on it works once there is room',
      action: async () => {
        const disk = join(work, 'disk');
        mkdirSync(disk);
        await must('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]);
        try {
          const lock = join(disk, 'images.lock.json');
          const old = readFileSync(at().lockFile, 'utf8');
          writeFileSync(lock, old);
          await attempt('dd', ['if=/dev/zero', `of=${disk}/filler`, 'bs=4k']);
          await change('quick');
          const outcome = await slipway(at(), [...push, 'quick', '--images', lock]);
          ended('slipway build', outcome, 1, /ENOSPC|no space left/);
          same('the lock', readFileSync(lock, 'utf8'), old);
          same('the folder of the lock', readdirSync(disk).sort(), ['filler', 'images.lock.json']);
          await must('rm', [join(disk, 'filler')]);
          ended('slipway build', await slipway(at(), [...push, 'quick', '--images', lock]), 0);
          const digest = JSON.parse(readFileSync(lock, 'utf8')).quick['*'].digest;
          const { build } = JSON.parse(readFileSync(lock, 'utf8')).quick['*'];
          same('the digest in the lock', digest, await registry.digest('faults/quick', build.version));
        } finally {
          await must('umount', [disk]);
        }
      },
    },
    {
      name: 'two builds at once on one lock both leave their entries',
      action: async () => {
        await change('quick');
        await change('other');
        const both = await Promise.all([slipway(at(), [...push, 'quick']), slipway(at(), [...push, 'other'])]);
        for (const outcome of both) ended('slipway build', outcome, 0);
        const commit = (await at().git('rev-parse', 'HEAD')).trim();
        for (const service of ['quick', 'other'])
          same(`the commit of ${service}`, at().lock()[service]?.['*']?.build?.commit, commit);
      },
    },
    ...(['SIGKILL', 'SIGTERM'] as const).map((signal) => ({
      name: `a build that ${signal} ends in its middle leaves the lock as it was, and the next one works`,
      action: async () => {
        await change('slow');
        const before = untouched(at());
        const temporary = join(work, `temporary-${signal}`);
        mkdirSync(temporary);
        const env = { ...docker.env, TMPDIR: temporary };
        let during: readonly string[] = [];
        const when = async (): Promise<boolean> => {
          during = temporaryIn(temporary);
          return building();
        };
        const outcome = await interruptSlipway(at(), [...push, 'slow'], env, { signal, when });
        same('the number of temporary folders during the build', during.length, 1);
        holds(`slipway ended with ${outcome.status}: ${outcome.stderr}`, outcome.status !== 0);
        before.check(signal);
        if (signal === 'SIGTERM') {
          same('the temporary files after it', temporaryIn(temporary), []);
          holds(`slipway took ${outcome.seconds} s to end`, outcome.seconds < 15);
        }
        ended('slipway build', await slipway(at(), [...push, 'slow']), 0);
        const commit = (await at().git('rev-parse', 'HEAD')).trim();
        same('the commit of slow', at().lock().slow?.['*']?.build?.commit, commit);
      },
    })),
  ];
};
