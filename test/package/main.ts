import { strictEqual } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blocksWith, root } from '../support/readme.js';
import { suite } from '../support/suite.js';

/** Packs the package, installs it into an empty project as a user would, and types the README's first example in there. */
const folder = mkdtempSync(join(tmpdir(), 'slipway-package-'));
const project = join(folder, 'project');

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
      const compilerOptions = {
        strict: true,
        module: 'nodenext',
        target: 'es2023',
        noEmit: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: true,
        types: ['node'],
      };
      writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['main.ts'] }));
      sh(project, 'npx', 'tsc', '-p', '.');
    },
  },
]);
rmSync(folder, { recursive: true, force: true });
