import { describe, expect, test } from 'vitest';
import { makefile } from '../../lib/files/makefile.js';
import { isGenerated } from '../../lib/files/marker.js';
import type { LocalService } from '../../lib/local/types/local.js';
import { languages } from '../make/languages.js';
import { finishedOrders, goImage, goOrders } from '../support/local-orders.js';
import { daily } from '../support/service.js';

/** The recipe of one target, as the Makefile has it. */
const recipe = (service: LocalService, target: string): string =>
  makefile(service)
    .split('\n\n')
    .find((paragraph) => paragraph.startsWith(`${target}:`)) ?? `no ${target}`;

const targetsOf = (service: LocalService): readonly string[] => makefile(service).match(/^[a-z-]+(?=:)/gm) ?? [];

const inLanguage = (language: string, index = 0): LocalService => {
  const found = languages.filter(({ imageBuild }) => imageBuild?.recipe.language === language)[index];
  if (found === undefined) throw new Error(`there is no service in ${language}`);
  return found;
};

describe('a Makefile', () => {
  test.each(languages.map((service) => [service.imageBuild?.recipe.language, service] as const))(
    'of %s has the same targets as any other, all of them phony',
    (_, service) => {
      const names = ['build', 'test', 'lint', 'docker', 'push', 'run', 'deploy-diff', 'help'];
      expect(targetsOf(service)).toEqual(names);
      expect(makefile(service)).toContain(`\n.PHONY: ${names.join(' ')}\n`);
      expect(isGenerated(makefile(service))).toBe(true);
    },
  );

  test('of a finished image builds none', () => {
    expect(targetsOf(finishedOrders)).toEqual(['run', 'deploy-diff', 'help']);
    expect(makefile(finishedOrders)).not.toMatch(/docker build|identity|VERSION/);
    expect(recipe(finishedOrders, 'run')).toBe('run:\n\t@set -x; \\\n\tdocker compose up');
  });

  test('never lets make expand a value: each is frozen as it was written, and used by the shell alone', () => {
    for (const service of [finishedOrders, ...languages]) {
      const [, names = ''] = /^\$\(foreach name,([A-Z_ ]+),/m.exec(makefile(service)) ?? [];
      expect(names.split(' ')).toContain('ENVIRONMENT');
      for (const name of names.split(' '))
        expect(makefile(service)).not.toMatch(new RegExp(`(?<!\\$)\\$[({]?${name}\\b`));
      const expansions = makefile(service)
        .replaceAll('$$', '')
        .match(/\$(?:\([a-z]+|.)/g);
      const known = ['$(foreach', '$(if', '$(value', '$(name', '$(eval', '$(identity', '$(tagged'];
      expect(expansions?.filter((one) => !known.includes(one))).toEqual([]);
    }
  });

  test('has tabs before its recipes and nothing at the end of a line', () => {
    for (const service of languages) expect(makefile(service)).not.toMatch(/[ \t]\n|\n\n\n|\n {1,8}@/);
  });
});

describe('the targets of a language', () => {
  test('are those of go, with the flags of the image', () => {
    expect(recipe(goOrders, 'build')).toBe(`build:
	@$(identity) \\
	set -x; \\
	CGO_ENABLED=0 go build -trimpath \\
	  -ldflags "-w -s -X 'main.Version=$$VERSION' -X 'main.GitCommit=$$COMMIT' -X 'main.BuildTime=$$BUILD_TIME'" \\
	  -o bin/orders ./cmd/server`);
    expect(recipe(goOrders, 'test')).toBe('test:\n\tgo test -race -cover ./...');
    const tagged = inLanguage('go', 1);
    expect(recipe(tagged, 'build')).toContain(
      "GOPRIVATE='git.example.com/*' CGO_ENABLED=0 go build -trimpath -tags netgo,osusergo ",
    );
    expect(recipe(tagged, 'lint')).toContain("\tGOPRIVATE='git.example.com/*' go vet -tags netgo,osusergo ./...\n");
  });

  test('are the scripts of package.json for node, by its own package manager', () => {
    expect(recipe(inLanguage('node'), 'build')).toBe('build:\n\tnpm ci\n\tnpm run build');
    expect(recipe(inLanguage('node'), 'lint')).toBe('lint:\n\tnpm run lint --if-present');
    expect(recipe(inLanguage('node', 1), 'build')).toBe('build:\n\tpnpm install --frozen-lockfile\n\tpnpm run build');
    expect(recipe(inLanguage('node', 2), 'build')).toContain('*) set -x; yarn install --immutable;;');
    expect(recipe(inLanguage('node', 3), 'build')).toBe('build:\n\tnpm ci');
  });

  test('are compileall, pytest and ruff for python', () => {
    expect(recipe(inLanguage('python'), 'build')).toContain('python3 -m compileall -q "$$source"');
    expect(recipe(inLanguage('python'), 'test')).toBe('test:\n\tpython3 -m pytest');
    expect(recipe(inLanguage('python'), 'lint')).toContain('ruff check');
  });

  test('check that a static folder has a page, and build the image of own stages', () => {
    expect(recipe(inLanguage('static'), 'build')).toContain("[ -f 'my public/index.html' ] ||");
    expect(recipe(inLanguage('custom'), 'build')).toBe('build: docker');
  });
});

describe('docker', () => {
  test('builds with the version, the commit and its time, for the people and for the clock of the build', () => {
    const imageBuild = { ...goImage, dockerfile: 'docker/My Dockerfile' };
    expect(recipe({ ...goOrders, imageBuild }, 'docker')).toBe(`docker:
	@$(identity) $(tagged) \\
	set --; \\
	set -x; \\
	DOCKER_BUILDKIT=1 docker build --file 'docker/My Dockerfile' \\
	  --build-arg "VERSION=$$VERSION" \\
	  --build-arg "COMMIT=$$COMMIT" \\
	  --build-arg "BUILD_TIME=$$BUILD_TIME" \\
	  --build-arg "SOURCE_DATE_EPOCH=$$SOURCE_DATE_EPOCH" \\
	  "$$@" --tag "$$IMAGE:$$TAG" .`);
  });

  test('takes each build secret from a file that a variable may name, and never as an argument', () => {
    const text = recipe(inLanguage('custom'), 'docker');
    expect(text).toContain('file=$${SECRET_MY_TOKEN:-$$HOME/.my-token};');
    expect(text).toContain('set -- "$$@" --secret "id=my-token,src=$$file";');
    expect(makefile(goOrders)).not.toContain('SECRET');
  });
});

describe('run', () => {
  test('runs what is scheduled once', () => {
    expect(recipe({ ...goOrders, workload: daily }, 'run')).toContain('docker compose run --rm --build orders');
  });

  test('asks for what is never committed where there is some', () => {
    const credentials = [{ key: 'A', value: 'b', description: '' }];
    const files = [{ path: '/a', source: '.slipway/files/a', content: '', keep: false }];
    const text = recipe({ ...goOrders, local: { ...goOrders.local, credentials, files } }, 'run');
    expect(text).toContain('[ -e .env ] || ');
    expect(text).toContain('[ -e .slipway ] || ');
    expect(recipe(goOrders, 'run')).not.toContain('generate');
  });
});

test('deploy-diff reads the manifests of production unless another environment is said', () => {
  const text = recipe({ ...goOrders, manifests: "../it's", production: 'live' }, 'deploy-diff');
  expect(text).toContain('|| ENVIRONMENT=live;');
  expect(text).toContain(String.raw`file='../it'\''s/'$$ENVIRONMENT/orders.k8s.yaml;`);
});
