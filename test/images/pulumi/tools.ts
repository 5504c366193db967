import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from '../../docker/command.js';

const here = import.meta.dirname;

const sdk = 'github.com/pulumi/pulumi/sdk/v3/go/common/version.Version';

/** What is built of each module beside this file, with the variables that the linker sets to the versions of its go.mod. */
const modules = {
  /** the engine with its command line, and the provider of @pulumi/docker-build: one module, so that they share what they compile */
  tools: {
    packages: [
      'github.com/pulumi/pulumi/pkg/v3/cmd/pulumi',
      'github.com/pulumi/pulumi-docker-build/provider/cmd/pulumi-resource-docker-build',
    ],
    versions: {
      [sdk]: 'pulumi/pkg/v3',
      'github.com/pulumi/pulumi-docker-build/provider.Version': 'pulumi-docker-build',
    },
  },
  /** what runs a program in Node, from the last SDK that holds it */
  host: {
    packages: ['github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs'],
    versions: { [sdk]: 'pulumi/sdk/v3' },
  },
} as const;

type Module = keyof typeof modules;

const versionOf = (module: Module, required: string): string =>
  new RegExp(`github.com/pulumi/${required} (v\\S+)`).exec(readFileSync(join(here, module, 'go.mod'), 'utf8'))?.[1] ??
  'unknown';

/** Everything that is built from, by content. */
const hash = (): string => {
  const files = Object.keys(modules).flatMap((module) =>
    readdirSync(join(here, module), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const all = files.sort().map((file) => `${file.slice(here.length)}\n${readFileSync(file, 'utf8')}`);
  return createHash('sha256').update(all.join('\n')).digest('hex').slice(0, 12);
};

/** The programs of a Pulumi run, or why there are none on this machine. */
export type Built = { readonly programs: string } | { readonly lacking: string };

/** Without the network nothing can be built, unless an earlier run has left the modules here. */
const offline = /dial tcp|no such host|i\/o timeout|network is unreachable|connection refused|TLS handshake/;

const build = async (module: Module, into: string): Promise<string | undefined> => {
  const { packages, versions } = modules[module];
  const flags = Object.entries(versions).map(([variable, required]) => {
    const version = versionOf(module, required);
    // The provider compares its version with the one that the package asks for, which has no v.
    return `-X ${variable}=${variable === sdk ? version : version.slice(1)}`;
  });
  const args = ['build', '-trimpath', '-ldflags', `-s -w ${flags.join(' ')}`, '-o', `${into}/`, ...packages];
  const { status, stderr } = await attempt('go', args, {
    cwd: join(here, module),
    env: { CGO_ENABLED: '0' },
    seconds: 1800,
  });
  if (status === 0) return undefined;
  const said = stderr.trim().split('\n').slice(-12).join('\n');
  if (process.env.CI !== 'true' && offline.test(said)) return `the modules of Pulumi cannot be loaded: ${said}`;
  throw new Error(`go build of ${packages.join(' and ')} ended with ${status}:\n${said}`);
};

/**
 * Builds the engine of Pulumi, its host for Node and the provider of @pulumi/docker-build below a folder that keeps them for
 * the next run. A build that breaks throws; without Go, or without a network outside of CI, it says what is lacking.
 */
export const buildPulumi = async (state: string): Promise<Built> => {
  const programs = join(state, `pulumi-${hash()}`);
  mkdirSync(programs, { recursive: true });
  for (const module of ['host', 'tools'] as const) {
    const done = join(programs, `${module}.complete`);
    if (existsSync(done)) continue;
    const go = await attempt('sh', ['-c', 'command -v go']);
    if (go.status !== 0) return { lacking: 'Go builds the engine of Pulumi, and is not on this machine' };
    const lacking = await build(module, programs);
    if (lacking !== undefined) return { lacking };
    writeFileSync(done, '');
  }
  return { programs };
};
