import { createRequire } from 'node:module';
import type { Ignore } from '@balena/dockerignore';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hides, literal } from '../../lib/files/dockerignore/match.js';
import { caches, documents, secret, tests, tools } from '../../lib/files/dockerignore/patterns.js';
import { dockerignore } from '../../lib/files/dockerignore.js';
import { isGenerated } from '../../lib/files/marker.js';
import type { ImageBuild } from '../../lib/local/types/image-build.js';
import { custom, go, imageBuild, node, python, site } from './dockerfile/builds.js';

const matcher: () => Ignore = createRequire(import.meta.url)('@balena/dockerignore');

interface Place {
  readonly manifests?: string;
  readonly config?: string;
  readonly dockerfile?: string;
}

const written = (recipe: ImageBuild['recipe'], place: Place = {}): string =>
  dockerignore({
    source: 'service.ts',
    manifests: place.manifests === undefined ? '../../dist' : place.manifests,
    imageBuild: imageBuild(recipe, place.dockerfile === undefined ? {} : { dockerfile: place.dockerfile }),
    ...(place.config !== undefined && { goConfig: { path: place.config, package: 'config' } }),
  });

const hidden = (text: string, path: string): boolean => matcher().add(text).ignores(path);

const recipes = { go, node, python, site, custom };
const all = Object.entries(recipes);

test('a whole file', async () => {
  const text = written({ ...go, assets: ['config', 'docs/openapi.yaml', 'certs/server.key'] });
  await expect(text).toMatchFileSnapshot('../snapshots/files/dockerfile/go.dockerignore');
});

describe('what never belongs into an image', () => {
  test.each(all)('stays out of the context of %s', (_name, recipe) => {
    const text = written(recipe);
    const paths = [
      '.git/HEAD',
      'vendor/lib/.git/HEAD',
      '.env',
      '.env.local',
      'src/.env',
      'tls.key',
      'public/tls.key',
      'server-key.pem',
      'src/.npmrc',
      '.netrc',
      'public/id_rsa',
      '.aws/credentials',
      '.slipway/secrets/DB_PASSWORD',
      'Dockerfile',
      '.dockerignore',
      'compose.yaml',
      'service.ts',
      'test/data.json',
      'tests/a.txt',
      'docs/index.html',
      'README.md',
      'node_modules/x/index.js',
      'production/orders.k8s.yaml',
    ];
    expect(paths.filter((path) => !hidden(text, path))).toEqual([]);
  });

  test.each(all)('is said by a file of ours, of %s', (_name, recipe) => {
    expect(isGenerated(written(recipe))).toBe(true);
    expect(written(recipe)).toMatch(/[^\n]\n$/);
  });

  test.each([
    ['go', go, ['cmd/server/main_test.go', 'internal/a/testdata/x', 'bin/orders']],
    ['node', node, ['src/a.test.ts', 'src/b.spec.mjs', 'src/__tests__/c.js', 'dist/old.js', 'tsconfig.tsbuildinfo']],
    ['python', python, ['report/__pycache__/a.pyc', '.venv/bin/python', 'report/test_daily.py', 'report/tests/a.py']],
    ['static', site, ['src/app.ts', 'package.json']],
    ['custom', custom, ['target/debug/orders', 'README.txt']],
  ])('is told by the language, for %s', (_name, recipe, paths) => {
    expect(paths.filter((path) => !hidden(written(recipe), path))).toEqual([]);
  });

  test('is also a Dockerfile of another name, and manifests beside the definition', () => {
    const text = written(go, { dockerfile: 'build/Containerfile', manifests: 'dist' });
    expect(hidden(text, 'build/Containerfile')).toBe(true);
    expect(hidden(text, 'dist/production/orders.k8s.yaml')).toBe(true);
  });
});

describe('what the image is made of', () => {
  test.each([
    ['go', go, ['go.mod', 'go.sum', 'cmd/server/main.go', 'internal/id_generator.go', 'internal/kubeconfig/a.go']],
    ['node', node, ['package.json', 'package-lock.json', 'src/main.ts', 'tsconfig.json', 'openapi.spec.json']],
    ['python', python, ['requirements.txt', 'report/daily.py', 'report/ab_test.py']],
    ['static', site, ['public/index.html', 'public/docs/README.md', 'public/test/a.js', 'public/node_modules/a.js']],
    ['custom', custom, ['Cargo.toml', 'src/main.rs', 'src/tests/a.rs']],
  ])('is in the context of %s', (_name, recipe, paths) => {
    expect(paths.filter((path) => hidden(written(recipe), path))).toEqual([]);
  });

  test.each<readonly [string, ImageBuild['recipe'], Place, readonly string[]]>([
    ['a main package among tests', { ...go, main: './test/server' }, {}, ['test/server/main.go']],
    ['Go packages among documents', go, {}, ['docs/docs.go', 'doc/api/api.go']],
    ['a configuration among documents', go, { config: 'docs/config_gen.go' }, ['docs/config_gen.go']],
    ['a module that looks like a test', { ...python, main: 'report.test_daily' }, {}, ['report/test_daily.py']],
    ['a package of tests', { ...python, main: 'tests.load', module: 'tests' }, {}, ['tests/load.py', 'tests/a.py']],
    ['requirements of tests', { ...python, requirements: 'test/all.txt' }, {}, ['test/all.txt']],
    ['a program of the source', { ...sourceOnly(), main: 'test/a.js', output: 'test' }, {}, ['test/a.js', 'test/b.js']],
    ['a program that was built before', sourceOnly(), { manifests: 'dist' }, ['dist/main.js']],
    ['lists of pnpm', { ...node, packageManager: 'pnpm' }, {}, ['pnpm-lock.yaml', 'patches/a.patch']],
    ['releases of Yarn', { ...node, packageManager: 'yarn' }, {}, ['.yarnrc.yml', '.yarn/releases/yarn.cjs']],
    ['the whole folder', { ...site, root: '.' }, {}, ['index.html', 'docs/index.html', 'test/a.html']],
    ['tests that a step runs', { ...go, steps: ['go test ./...'] }, {}, ['cmd/server/main_test.go', 'a/testdata/b']],
    ["a team's own Dockerfile", { language: 'custom', stages: [] }, {}, ['docs/a.md', 'test/a', 'src/main.rs']],
  ])('is in the context even if it is %s', (_what, recipe, place, paths) => {
    expect(paths.filter((path) => hidden(written(recipe, place), path))).toEqual([]);
  });

  test('is the whole of an asset, but for the secrets in it', () => {
    const text = written({ ...go, assets: ['test/data'] });
    expect(hidden(text, 'test/data/docs/testdata/a_test.go')).toBe(false);
    expect(hidden(text, 'test/data/.env')).toBe(true);
    expect(hidden(text, 'test/other')).toBe(true);
  });

  test('is a secret that is an asset by its own name', () => {
    const text = written({ ...go, assets: ['certs/server.key'] });
    expect(hidden(text, 'certs/server.key')).toBe(false);
    expect(hidden(text, 'certs/other.key')).toBe(true);
  });
});

function sourceOnly(): Omit<typeof node, 'script'> {
  const { script: _, ...rest } = node;
  return rest;
}

const patterns = [
  ...secret,
  ...tools,
  ...documents,
  ...Object.values(tests).flat(),
  ...Object.values(caches).flat(),
].filter((pattern, index, list) => list.indexOf(pattern) === index);

const part = fc.oneof(
  fc.constantFrom(
    'docs',
    'test',
    'tests',
    '.env',
    '.git',
    'a.key',
    'ca.pem',
    'node_modules',
    'dist',
    'README.md',
    'bin',
  ),
  fc.constantFrom('a b', ' a', 'a ', 'x(1)', 'x{1}', 'a+b', 'a^b', 'ü', '-a', '.slipway', 'id_rsa', 'compose.yaml'),
  fc.stringMatching(/^[a-z_.~%=,@-]{1,6}$/).filter((text) => text !== '.' && text !== '..'),
);
const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));

test('assets are never hidden, nor what is in them', () => {
  fc.assert(
    fc.property(fc.array(path, { minLength: 1, maxLength: 3 }), fc.constantFrom(go, node, python), (assets, recipe) => {
      const text = written({ ...recipe, assets });
      for (const asset of assets) {
        expect(hidden(text, asset)).toBe(false);
        expect(hidden(text, `${asset}/inside`)).toBe(false);
      }
    }),
  );
});

test('a pattern hides here what it hides for Docker', () => {
  fc.assert(
    fc.property(fc.constantFrom(...patterns), path, (pattern, some) => {
      expect([pattern, some, hides(pattern, some)]).toEqual([pattern, some, hidden(pattern, some)]);
    }),
    { numRuns: 1000 },
  );
});

test('the pattern of a path matches it', () => {
  fc.assert(
    fc.property(path, (some) => {
      expect(hidden(literal(some), some)).toBe(true);
      expect(hides(literal(some), some)).toBe(true);
    }),
  );
});

test('a finished image has none', () => {
  expect(dockerignore({ source: 'service.ts', manifests: '../../dist' })).toBe('');
});
