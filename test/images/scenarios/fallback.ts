import { mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../../docker/command.js';
import { same } from '../../docker/expect.js';
import type { Step } from '../../support/suite.js';
import type { Context } from '../context.js';
import { built } from '../locked.js';
import { ended } from '../outcome.js';
import type { Clone } from '../workspace.js';

/** A client of Docker on this machine. */
interface Client {
  readonly path: string;
  /** the first part of its version: from 23 on it builds by its plugin buildx and in no other way */
  readonly major: number;
}

const clients = async (): Promise<readonly Client[]> => {
  const paths = (
    await must('sh', [
      '-c',
      'IFS=:; for folder in $PATH; do [ -x "$folder/docker" ] && echo "$folder/docker"; done; true',
    ])
  )
    .split('\n')
    .filter((path) => path !== '');
  const all = [...new Set(paths.map((path) => realpathSync(path)))];
  return Promise.all(
    all.map(async (path) => ({ path, major: Number(/version (\d+)/.exec(await must(path, ['--version']))?.[1]) })),
  );
};

/** The environment of a client without any plugin, by a path that leads to it first. */
const without = (work: string, { path, major }: Client): Readonly<Record<string, string>> => {
  const folder = join(work, `docker-${major}`);
  mkdirSync(join(folder, 'config'), { recursive: true });
  symlinkSync(path, join(folder, 'docker'));
  return { DOCKER_CONFIG: join(folder, 'config'), PATH: `${folder}:${process.env.PATH}` };
};

/** A client of Docker that has no buildx builds by the engine where it can, and the lock tells the same. */
export const fallbackSteps = async ({ registry, work, slipway }: Context, clone: Clone): Promise<readonly Step[]> => {
  const push = ['build', '--push', 'report', '--registry', `${registry.address}/fallback`];
  return (await clients()).map((client) =>
    client.major < 23
      ? {
          name: `without buildx, Docker ${client.major} builds the image by itself, and its entry of the lock is of the same kind`,
          action: async () => {
            const env = without(work, client);
            const before = built(clone, 'report');
            ended('slipway build', await slipway(clone, push, env), 0);
            const after = built(clone, 'report');
            same('the repository', after.repository, `${registry.address}/fallback/report`);
            same('the platforms', after.platforms, before.platforms);
            same('the digest', after.digest, await registry.digest('fallback/report', after.tag));
            const { context, dockerfile } = before.build;
            same('the hashes', [after.build.context, after.build.dockerfile], [context, dockerfile]);
            ended('slipway verify-image', await slipway(clone, ['verify-image', '--pull', 'report'], env), 0);
          },
        }
      : {
          name: `without buildx, Docker ${client.major} cannot build what needs BuildKit, and that is told; the lock stays as it was`,
          action: async () => {
            const lock = readFileSync(clone.lockFile, 'utf8');
            ended('slipway build', await slipway(clone, push, without(work, client)), 1, /install its plugin buildx/);
            same('the lock', readFileSync(clone.lockFile, 'utf8'), lock);
          },
        },
  );
};
