import { match, ok, strictEqual, throws } from 'node:assert';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blocksWith, root } from '../support/readme.js';
import { suite } from '../support/suite.js';

/** Packs the package, installs it into an empty project as a user would, and types the README's first example in there. */
const folder = mkdtempSync(join(tmpdir(), 'slipway-package-'));
const project = join(folder, 'project');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const sh = (cwd: string, command: string, ...args: readonly string[]): string => {
  try {
    return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`);
  }
};

const file = (name: string): string =>
  blocksWith('file').find(({ attributes }) => attributes.file === name)?.text ?? '';

/** Runs an action while packages of the project are not there: it must do without them. */
const without = (packages: readonly string[], action: () => void): void => {
  const places = packages.map((name) => ({ there: join(project, 'node_modules', name), away: join(folder, name) }));
  for (const { there, away } of places) renameSync(there, away);
  try {
    action();
  } finally {
    for (const { there, away } of places) renameSync(away, there);
  }
};

const compilers = ['tsx', 'typescript', 'esbuild'];

const compilerOptions = {
  strict: true,
  module: 'nodenext',
  target: 'es2023',
  noEmit: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  types: ['node'],
};

/** The shortest of several runs of Node, in milliseconds. */
const shortest = (...args: readonly string[]): number =>
  Math.min(
    ...Array.from({ length: 7 }, () => {
      const start = performance.now();
      execFileSync(process.execPath, args, { cwd: project, stdio: 'ignore' });
      return performance.now() - start;
    }),
  );

await suite('package', [
  {
    name: 'npm pack makes a package with the built library and nothing else',
    action: () => {
      sh(root, 'npm', 'pack', '--pack-destination', folder);
      const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
      const files = sh(folder, 'tar', '-tzf', tarball).trim().split('\n');
      const strange = files.filter((name) => !/^package\/(build\/|package\.json$|README\.md$|LICENSE$)/.test(name));
      strictEqual(strange.join(' '), '');
    },
  },
  {
    name: 'publint finds nothing to mend',
    action: () => {
      sh(root, 'npx', 'publint', '--strict');
    },
  },
  {
    name: 'it installs into an empty project',
    action: () => {
      const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
      mkdirSync(project);
      const overrides = { backport: 'npm:fastest-levenshtein@1.0.16' };
      writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module', overrides }));
      sh(
        project,
        'npm',
        'install',
        '--no-audit',
        '--no-fund',
        join(folder, tarball),
        'tsx',
        'typescript@6',
        '@types/node@20',
      );
      strictEqual(existsSync(join(project, 'node_modules/aws-sdk')), false);
    },
  },
  {
    name: "the README's first example synthesizes there",
    action: () => {
      for (const name of ['service.yaml', 'main.ts']) writeFileSync(join(project, name), file(name));
      sh(project, 'npx', 'tsx', 'main.ts');
      const written = readFileSync(join(project, 'dist/local/hello.k8s.yaml'), 'utf8');
      strictEqual(written.includes('kind: PodDisruptionBudget'), true);
    },
  },
  {
    name: 'its types hold under a strict compiler',
    action: () => {
      writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['main.ts'] }));
      sh(project, 'npx', 'tsc', '-p', '.');
    },
  },
  {
    name: 'slipway/image does not bring Pulumi along, and says that it is missing',
    action: () => {
      strictEqual(existsSync(join(project, 'node_modules/@pulumi')), false);
      throws(
        () => sh(project, 'node', '--input-type=module', '--eval', "await import('slipway/image')"),
        /Cannot find package '@pulumi\/pulumi'/,
      );
    },
  },
  {
    name: 'slipway/image loads and its types hold where Pulumi is, without its providers',
    action: () => {
      const there = join(project, 'node_modules/@pulumi');
      mkdirSync(there);
      symlinkSync(join(root, 'node_modules/@pulumi/pulumi'), join(there, 'pulumi'));
      writeFileSync(
        join(project, 'images.ts'),
        [
          "import { type BuildRequest, ServiceImage } from 'slipway/image';",
          'export const declare = (request: BuildRequest): ServiceImage =>',
          "  new ServiceImage({ request, builder: 'docker', push: true, credentials: { username: 'a', password: 'b' } });",
          'process.stdout.write(typeof declare);',
        ].join('\n'),
      );
      writeFileSync(join(project, 'images.json'), JSON.stringify({ compilerOptions, files: ['images.ts'] }));
      sh(project, 'npx', 'tsc', '-p', 'images.json');
      strictEqual(sh(project, 'npx', 'tsx', 'images.ts'), 'function');
      rmSync(there, { recursive: true });
    },
  },
  {
    name: 'npx slipway tells its version and its help without loading what only its commands need',
    action: () => {
      without([...compilers, 'zod', 'cdk8s', 'cdk8s-plus-27', 'yaml', 'diff', 'dockerfile-ast'], () => {
        strictEqual(sh(project, 'npx', 'slipway', '--version'), `${version}\n`);
        match(sh(project, 'npx', 'slipway', '--help'), /synth[\s\S]*generate[\s\S]*validate[\s\S]*Exit codes:/);
      });
    },
  },
  {
    name: 'slipway --version takes less than 100 ms more than Node itself',
    action: () => {
      const more = shortest('node_modules/slipway/build/cli/main.js', '--version') - shortest('--eval', '');
      ok(more < 100, `it takes ${Math.round(more)} ms more`);
    },
  },
  {
    name: 'npx slipway synthesizes, generates and validates a project of one service.yaml without any compiler',
    action: () => {
      without([...compilers, 'diff', 'dockerfile-ast'], () => {
        sh(project, 'npx', 'slipway', 'synth', '--output', 'manifests');
      });
      without(compilers, () => {
        strictEqual(
          readFileSync(join(project, 'manifests/local/hello.k8s.yaml'), 'utf8'),
          readFileSync(join(project, 'dist/local/hello.k8s.yaml'), 'utf8'),
        );
        match(sh(project, 'npx', 'slipway', 'generate'), /compose\.yaml: written/);
        match(sh(project, 'npx', 'slipway', 'generate', '--check'), /: \d+ unchanged\n$/);
        match(sh(project, 'npx', 'slipway', 'validate'), /: no findings\n$/);
      });
    },
  },
  {
    name: 'npx slipway reads a service.ts that imports the package, and says what to install where nothing can read it',
    action: () => {
      mkdirSync(join(project, 'typed'));
      writeFileSync(
        join(project, 'typed/service.ts'),
        "import { service } from 'slipway';\nconst name: string = 'typed';\nexport default service({ name, team: 'web', image: 'typed:1', health: { live: '/livez', ready: '/readyz' } });\n",
      );
      match(sh(project, 'npx', 'slipway', 'validate', '--workspace', 'typed'), /: no findings\n$/);
      if ('typescript' in process.features) return;
      without(['tsx'], () => {
        throws(
          () => sh(project, 'npx', 'slipway', 'validate', '--workspace', 'typed'),
          /typed\/service\.ts: 1 problem[\s\S]*npm install --save-dev tsx/,
        );
      });
    },
  },
]);
rmSync(folder, { recursive: true, force: true });
