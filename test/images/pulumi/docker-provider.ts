import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { attempt } from '../../docker/command.js';
import { same } from '../../docker/expect.js';
import type { Step } from '../../support/suite.js';
import type { Context } from '../context.js';
import { built, services } from '../locked.js';
import { ended } from '../outcome.js';
import { identityOf } from '../workspace.js';
import { beginProgram, up } from './program.js';
import { type PulumiStep, skipped } from './run.js';

const name = 'pulumi-resource-docker';

/** The provider's source: the module of the version of @pulumi/docker in package.json, and of the one before. */
const sources = [
  { module: 'github.com/pulumi/pulumi-docker/provider/v5', version: 'v5.2.0' },
  { module: 'github.com/pulumi/pulumi-docker/provider/v4', version: 'v4.11.2' },
] as const;

/** Builds the provider into a folder; what stood in the way, on one line, where it cannot be built. */
const fromSource = async (
  folder: string,
  { module, version }: (typeof sources)[number],
): Promise<string | undefined> => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'go.mod'), 'module slipway/test/images/pulumi/docker\n\ngo 1.26.0\n');
  // No go.sum can pin what has never been seen, and the checksum database does not know every version of Pulumi's.
  const env = { CGO_ENABLED: '0', GOFLAGS: '-mod=mod', GONOSUMDB: 'github.com/pulumi/*' };
  for (const args of [
    ['get', `${module}@${version}`],
    [
      'build',
      '-trimpath',
      '-ldflags',
      `-s -w -X ${module}/pkg/version.Version=${version.slice(1)}`,
      `${module}/cmd/${name}`,
    ],
  ]) {
    const { status, stderr } = await attempt('go', args, { cwd: folder, env, seconds: 1200 });
    if (status === 0) continue;
    return `go ${args[0]} ${args.at(-1)}: ${stderr.trim().replace(/\s+/g, ' ').slice(0, 400)}`;
  }
  return undefined;
};

/** The folder of a provider of @pulumi/docker that is on this machine, or what became of the attempt to have its source. */
const provider = async (work: string): Promise<{ readonly folder: string } | { readonly lacking: string }> => {
  const named = process.env.SLIPWAY_PULUMI_DOCKER;
  const folders = [...(named === undefined ? [] : [named]), ...(process.env.PATH ?? '').split(delimiter)];
  const found = folders.find((one) => existsSync(join(one, name)));
  if (found !== undefined) return { folder: found };
  const folder = join(work, 'pulumi-docker-provider');
  const answers: string[] = [];
  for (const source of sources) {
    const answer = await fromSource(folder, source);
    if (answer === undefined) return { folder };
    answers.push(answer);
  }
  return {
    lacking: [
      `${name}, the provider of @pulumi/docker, is neither in PATH nor in the folder that SLIPWAY_PULUMI_DOCKER names, and cannot be built:`,
      ...answers,
    ].join('\n'),
  };
};

/** The same program with @pulumi/docker, where its provider is to be had. */
export const dockerProviderSteps = (context: Context, step: PulumiStep): readonly Step[] => [
  step('up with @pulumi/docker locks what it pushed, on machines that have its provider', async (programs) => {
    const found = await provider(context.work);
    if ('lacking' in found) {
      skipped(found.lacking);
      return;
    }
    const { registry } = context;
    const clone = await context.clone('pulumi-docker');
    const plain = { push: 'true', builder: 'docker', registry: `${registry.address}/engine` };
    const program = await beginProgram(context, programs, clone, { plain });
    const path = [programs, found.folder, process.env.PATH ?? ''].join(delimiter);
    ended('pulumi up', await program.run(up, { PATH: path }), 0);
    const { version } = await identityOf(clone, 'HEAD');
    for (const service of services)
      same(
        `the digest of ${service}`,
        built(clone, service).digest,
        await registry.digest(`engine/${service}`, version),
      );
  }),
];
