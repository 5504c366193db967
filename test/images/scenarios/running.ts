import { join } from 'node:path';
import { ask, status } from '../../contract/ask.js';
import { attempt, eventually } from '../../docker/command.js';
import type { Docker } from '../../docker/docker.js';
import { holds, same } from '../../docker/expect.js';
import type { Step } from '../../support/suite.js';
import type { Context } from '../context.js';
import { built } from '../locked.js';
import { pinned } from '../manifests.js';
import { removeRepository } from '../remove.js';
import type { Clone } from '../workspace.js';

/** What the ledger answers where it runs as production runs it, without a database within reach. */
interface Answered {
  /** what `GET /version` says */
  readonly version: unknown;
  /** the line of `build_info` in `GET /metrics` */
  readonly info: string | undefined;
}

/** Runs an image of the ledger with the variables of the manifest, asks it what it is, and removes the container. */
const answers = async (
  docker: Docker,
  image: string,
  variables: Readonly<Record<string, string>>,
): Promise<Answered> => {
  // The secret is a file in a pod; in the container it is a variable, and its database is nowhere.
  const all = Object.entries({ ...variables, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
  const env = all.filter(([name]) => !name.endsWith('_FILE')).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  const id = (await docker.run(['run', '--detach', '--read-only', '--cap-drop', 'ALL', ...env, image])).trim();
  try {
    const { NetworkSettings } = await docker.inspect(id);
    const host = Object.values(NetworkSettings?.Networks ?? {})[0]?.IPAddress;
    await eventually(
      'the ledger being alive',
      20,
      () => status(`${host}:8080`, '/health/live'),
      (code) => code === 200,
    );
    const version: unknown = JSON.parse((await ask(`${host}:8080`, '/version')).body);
    const metrics = (await ask(`${host}:9090`, '/metrics')).body;
    return { version, info: metrics.split('\n').find((line) => /^\w*build_info\{/.test(line)) };
  } finally {
    await docker.run(['rm', '--force', id]);
  }
};

/** What the manifests of production name runs, and nobody can put another image in its place. */
export const runningSteps = ({ docker, registry }: Context, clone: Clone): readonly Step[] => {
  const ledger = (): { readonly image: string; readonly variables: Readonly<Record<string, string>> } => {
    const { images, variables } = pinned(join(clone.apps, 'dist'), 'production', 'ledger');
    const [image = '', ...more] = images;
    holds(`the pods have further images: ${more}`, more.length === 0);
    return { image, variables };
  };
  let id: string | undefined;
  const judged = async (): Promise<void> => {
    const { repository, build } = built(clone, 'ledger');
    const { image, variables } = ledger();
    await removeRepository(docker, repository);
    await docker.run(['pull', '--quiet', image]);
    id ??= (await docker.inspect(image)).Id;
    same('the image that was pulled', (await docker.inspect(image)).Id, id);
    const { version, info } = await answers(docker, image, variables);
    const { version: name, commit, time } = build;
    same('what /version says', version, { version: name, git_commit: commit, build_time: time });
    for (const label of [`version="${name}"`, `commit="${commit}"`, `build_time="${time}"`])
      holds(`build_info has no ${label}: ${info}`, info?.includes(label) === true);
  };
  return [
    {
      name: 'the image of the manifest, pulled by digest into an engine without it, runs and tells the identity of the lock',
      action: judged,
    },
    {
      name: 'another image under the same tag does not change what the manifest pulls and runs',
      action: async () => {
        const { repository, tag, digest } = built(clone, 'ledger');
        await docker.run(['tag', 'debian:trixie-slim', `${repository}:${tag}`]);
        await docker.run(['push', '--quiet', `${repository}:${tag}`]);
        const now = await registry.digest('acme/ledger', tag);
        holds(`the tag still names ${now}`, now !== undefined && now !== digest);
        await judged();
        const pulled = (
          await docker.run(['image', 'inspect', '--format', '{{json .RepoDigests}}', ledger().image])
        ).trim();
        holds(`its digests are ${pulled}`, pulled.includes(`${repository}@${digest}`));
      },
    },
    {
      name: 'an image whose digest the registry does not have any more is not replaced by its tag',
      action: async () => {
        const { repository, tag } = built(clone, 'ledger');
        const other = `${repository}:${tag}@sha256:${'0'.repeat(64)}`;
        const { status: code } = await attempt('docker', ['pull', '--quiet', other], { env: docker.env });
        holds('the engine has pulled another image than the one that was named', code !== 0);
      },
    },
  ];
};
