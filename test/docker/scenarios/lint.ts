import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { localServices } from '../../../lib/cli/plans.js';
import { readWorkspace, type Workspace } from '../../../lib/cli/workspace.js';
import { Definition } from '../../../lib/definition/index.js';
import { localEnv } from '../../../lib/files/env-file.js';
import { filesOf, workspaceFilesOf } from '../../../lib/files.js';
import { isJsonObject } from '../../../lib/json.js';
import { resolveLocal } from '../../../lib/local.js';
import { WorkspaceError } from '../../../lib/workspace.js';
import { validWorkspace } from '../../support/arbitrary-workspace.js';
import type { Step } from '../../support/suite.js';
import { attempt } from '../command.js';
import type { Docker } from '../docker.js';
import { holds, same } from '../expect.js';
import { type Fixtures, write } from '../fixture.js';
import type { Tools } from '../tools.js';

/** Generated files on the disk: Dockerfiles and Compose files. */
interface Generated {
  readonly dockerfiles: readonly string[];
  readonly composeFiles: readonly string[];
}

/** What only a person knows stands empty in a new `.env`, and Compose refuses to go on without it. */
const toldByAPerson = (env: string): string => env.replace(/^([^#=\n]+)=$/gm, '$1=told');

/** Writes what a workspace has in the end, wherever it is, below another folder: the files of its services and its own. */
const elsewhere = (workspace: Workspace, folder: string): Generated => {
  const services = localServices(workspace);
  const project = workspaceFilesOf(services, workspace.platform.name);
  const plans = [
    ...services.map((service) => ({ place: service.folder, files: filesOf(service), owners: [service] })),
    ...(project.length > 0 ? [{ place: '.', files: project, owners: services }] : []),
  ];
  for (const { place, files, owners } of plans)
    write(join(folder, place), {
      ...Object.fromEntries(files.map(({ path, text }) => [path, text])),
      '.env': toldByAPerson(localEnv(owners, place === '.')),
    });
  const dockerfiles = services.flatMap((service) =>
    service.imageBuild?.generated === true ? [join(folder, service.folder, service.imageBuild.dockerfile)] : [],
  );
  return { dockerfiles, composeFiles: plans.map(({ place }) => join(folder, place, 'compose.yaml')) };
};

const repository = join(import.meta.dirname, '../../..');

/** A finished image without a version, which only local work may have: linters say so, and so does nobody else. */
const unpinned = (
  { platform, images }: Pick<Workspace, 'platform' | 'images'>,
  entries: Workspace['entries'],
): boolean =>
  resolveLocal(entries, { platform, images, workspace: '.' }).some(
    ({ imageBuild, container }) => imageBuild === undefined && !/:(?!latest$)[\w.-]+$|@sha256:/.test(container.image),
  );

/** The files of random valid definitions, each with its neighbours; those that cannot run locally are left out. */
const random = (folder: string, count: number): Generated => {
  const samples = fc.sample(validWorkspace(), { seed: 20_261_122, numRuns: count });
  const all = samples.flatMap(({ platform, input, neighbours, images }, at): readonly Generated[] => {
    const place = join(folder, String(at));
    const entries = [input, ...neighbours].map((one) => ({
      source: join(place, isJsonObject(one) ? String(one.name) : '', 'service.yaml'),
      input: one,
    }));
    try {
      if (unpinned({ platform, images }, entries)) return [];
      return [elsewhere({ folder: place, platform, schema: Definition, images, entries }, place)];
    } catch (error) {
      if (error instanceof WorkspaceError) return [];
      throw error;
    }
  });
  holds(`only ${all.length} of ${count} definitions have files`, all.length >= count / 2);
  return {
    dockerfiles: all.flatMap(({ dockerfiles }) => dockerfiles),
    composeFiles: all.flatMap(({ composeFiles }) => composeFiles),
  };
};

/** Docker knows the protocol sctp and values that end in a backslash; hadolint takes both for a mistake of the whole file. */
const readable = (file: string): boolean => !/^EXPOSE .*\/sctp|\\\\"/m.test(readFileSync(file, 'utf8'));

const silent = async (program: string, args: readonly string[]): Promise<void> => {
  const { status, stdout, stderr } = await attempt(program, args);
  const said = `${stdout}${stderr}`.trim();
  if (status !== 0 || said !== '') throw new Error(`it ended with ${status} and said\n${said.slice(0, 4000)}`);
};

/** Linters over all files of the fixtures, of the example organisation, and of random definitions. */
export const lintSteps = (docker: Docker, tools: Tools, fixtures: () => Fixtures, folder: string): readonly Step[] => {
  let all: Generated | undefined;
  const generated = (): Generated => {
    if (all === undefined) throw new Error('the files were not generated');
    return all;
  };
  return [
    {
      name: 'the files of the example services and of 60 random definitions are generated',
      action: async () => {
        const apps = await readWorkspace({ workspace: join(repository, 'apps') });
        const parts = [
          elsewhere(fixtures().workspace, join(folder, 'fixtures')),
          elsewhere(apps, join(folder, 'apps')),
          random(join(folder, 'random'), 60),
        ];
        all = {
          dockerfiles: parts.flatMap(({ dockerfiles }) => dockerfiles),
          composeFiles: parts.flatMap(({ composeFiles }) => composeFiles),
        };
        const { dockerfiles, composeFiles } = all;
        process.stdout.write(`figures: ${dockerfiles.length} Dockerfiles, ${composeFiles.length} Compose files\n`);
        holds('there are too few of them', dockerfiles.length > 30 && composeFiles.length > 60);
      },
    },
    {
      name: 'hadolint finds nothing in any Dockerfile',
      action: () => silent(tools.hadolint, ['--no-color', ...generated().dockerfiles.filter(readable)]),
    },
    {
      name: 'dclint finds nothing in any Compose file',
      action: () => silent(tools.dclint, ['--max-warnings', '0', ...generated().composeFiles]),
    },
    {
      name: 'docker compose config accepts every Compose file',
      action: async () => {
        const refused: string[] = [];
        for (const file of generated().composeFiles) {
          const args = ['compose', '--file', file, 'config', '--quiet'];
          const { status, stdout, stderr } = await attempt('docker', args, { env: docker.env });
          if (status !== 0 || stdout !== '') refused.push(`${file}: ${stderr}`);
        }
        if (refused.length > 0) throw new Error(refused.join('\n'));
      },
    },
    {
      name: 'all three find what is wrong with a careless file, so that finding nothing means something',
      action: async () => {
        const place = join(folder, 'careless');
        write(place, {
          Dockerfile: 'FROM debian\nRUN cd /tmp && sudo apt-get install curl\nCMD run it\n',
          'compose.yaml': 'services:\n  web:\n    image: web\n    ports: ["80:80"]\n',
          'broken.yaml': 'services:\n  web:\n    imaeg: web\n',
        });
        const config = ['compose', '--file', join(place, 'broken.yaml'), 'config', '--quiet'];
        const outcomes = await Promise.all([
          attempt(tools.hadolint, ['--no-color', join(place, 'Dockerfile')]),
          attempt(tools.dclint, ['--max-warnings', '0', join(place, 'compose.yaml')]),
          attempt('docker', config, { env: docker.env }),
        ]);
        const said = outcomes.map(({ status, stdout, stderr }) => status !== 0 && `${stdout}${stderr}`.trim() !== '');
        same('what is found', said, [true, true, true]);
      },
    },
  ];
};
