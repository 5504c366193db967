import { describe, expect, test } from 'vitest';
import { decisionsIn, importsOf, type Source, sourcesIn } from './support/source.js';

const lib = sourcesIn('lib');
const apps = sourcesIn('apps');

/** What every file of lib and apps imports: all files are parsed once. */
const imports: ReadonlyMap<string, readonly string[]> = new Map(
  [...lib, ...apps].map((source) => [source.path, importsOf(source)]),
);
const importsIn = ({ path }: Pick<Source, 'path'>): readonly string[] => imports.get(path) ?? [];

/** The places of lib, each a file or the folder of its name, in the order in which they may import: only from a line above. */
const ranks: readonly (readonly string[])[] = [
  ['json', 'present', 'yaml-scalar'],
  ['definition', 'manifest-yaml'],
  ['plain', 'disk', 'yaml-syntax', 'presets'],
  ['platform', 'merge', 'yaml-definition', 'images-lock'],
  ['load', 'platform-schema', 'service', 'build-info'],
  ['entries', 'schema'],
  ['local'],
  ['kubernetes', 'files', 'image', 'synth'],
  ['workspace', 'rules', 'testing', 'run'],
  ['builds'],
  ['cli'],
  ['index'],
];

const placeOf = (path: string): string => (path.split('/')[1] ?? '').replace(/\.ts$/, '');
const rankOf = (path: string): number => ranks.findIndex((places) => places.includes(placeOf(path)));
const own = (path: string): boolean => path.startsWith('lib/') || path.startsWith('apps/');

const importsPulumi = (source: Source): boolean => importsIn(source).some((path) => path.startsWith('@pulumi/'));

/** The files of lib and apps that some of them import, directly or not, lazily or for types alone too. */
const reachedFrom = (entries: readonly string[]): readonly string[] => {
  const reached = new Set(entries);
  for (const path of reached) for (const imported of importsIn({ path })) if (own(imported)) reached.add(imported);
  return [...reached];
};

/** The places where nothing is decided any more. */
const belowTheWaist = /^lib\/(kubernetes|files|image)(\/|\.ts$)/;

const inFile = (text: string): Source => ({ path: 'lib/kubernetes/example.ts', text });

describe('imports', () => {
  test('have a place in the order for every file of lib', () => {
    expect(lib.filter(({ path }) => rankOf(path) === -1).map(({ path }) => path)).toEqual([]);
  });

  test('run one way, types too', () => {
    const against = lib.flatMap((source) =>
      importsIn(source)
        .filter((path) => own(path) && placeOf(path) !== placeOf(source.path))
        .filter((path) => !path.startsWith('lib/') || rankOf(path) >= rankOf(source.path))
        .map((path) => `${source.path} imports ${path}`),
    );
    expect(against).toEqual([]);
  });

  test('of rules reach nothing but what says how waivers are written', () => {
    const reached = lib.filter(({ path }) => placeOf(path) === 'rules').flatMap(importsIn);
    expect([...new Set(reached.filter((path) => own(path) && placeOf(path) !== 'rules'))]).toEqual([
      'lib/service/waiver-annotations.ts',
    ]);
  });

  test('of apps reach lib by its public names only', () => {
    const reachedBy = (which: (path: string) => boolean) =>
      apps
        .filter(({ path }) => which(path))
        .flatMap(importsIn)
        .filter((path) => path.startsWith('lib/'));
    const isProgram = (path: string): boolean => path.startsWith('apps/images/');
    expect([...new Set(reachedBy((path) => !isProgram(path)))]).toEqual(['lib/index.ts']);
    expect([...new Set(reachedBy(isProgram))].sort()).toEqual(['lib/files.ts', 'lib/image.ts', 'lib/index.ts']);
  });

  test('of Pulumi stand in the image, and in the program that builds images', () => {
    const pulumi = [...lib, ...apps].filter(importsPulumi).map(({ path }) => path);
    expect(pulumi.filter((path) => !/^(lib\/image(\/|\.ts$)|apps\/images\/)/.test(path))).toEqual([]);
    expect(pulumi).toContain('lib/image/service-image.ts');
  });

  test('of Pulumi are reached from the export for images only', () => {
    const entries = ['cli/main', 'files', 'index', 'rules/validation', 'schema', 'testing'];
    const reached = reachedFrom([...entries.map((name) => `lib/${name}.ts`), 'apps/main.ts']);
    expect(reached).toContain('lib/image/request.ts');
    expect([...lib, ...apps].filter(({ path }) => reached.includes(path)).filter(importsPulumi)).toEqual([]);
  });

  test('of the system are none where objects are rendered', () => {
    const system = lib
      .filter(({ path }) => path.startsWith('lib/kubernetes/'))
      .flatMap((source) => importsIn(source).filter((path) => path.startsWith('node:')));
    expect(system).toEqual([]);
  });

  test('are found in every form', () => {
    const text = [
      "import { a } from './a.js';",
      "import type { B } from '../b.js';",
      "export * from './c.js';",
      "const d = await import('./d.js');",
      "type E = import('zod').ZodType;",
      "// import './comment.js'",
      'const text = "import \'./text.js\'";',
    ].join('\n');
    expect(importsOf(inFile(text))).toEqual([
      'lib/kubernetes/a.ts',
      'lib/b.ts',
      'lib/kubernetes/c.ts',
      'lib/kubernetes/d.ts',
      'zod',
    ]);
  });
});

describe('below the waist', () => {
  test('nothing is decided, and nothing is taken from outside', () => {
    const decided = lib
      .filter(({ path }) => belowTheWaist.test(path))
      .flatMap((source) => decisionsIn(source).map((decision) => `${source.path}: ${decision}`));
    expect(decided).toEqual([]);
  });

  test.each([
    ['const a = b ?? 1;', ['??']],
    ['b ??= 1;', ['??=']],
    ['const a = b || 1;', ['||']],
    ['const a = (b && c) || 1;', ['||']],
    ['if (a === 1 || !b || (c > 2 && d in e)) f();', []],
    ['const a = process.env.HOME;', ['process.env']],
    ['const a = [Date.now(), new Date(), Math.random()];', ['Date.now', 'new Date', 'Math.random']],
    ['/* a ?? b */ const a = "c || process.env"; // Date.now()', []],
  ])('%s', (text, decisions) => {
    expect(decisionsIn(inFile(text))).toEqual(decisions);
  });
});

describe('the house', () => {
  test('has three barrels', () => {
    expect(lib.map(({ path }) => path).filter((path) => path.endsWith('/index.ts'))).toEqual([
      'lib/definition/index.ts',
      'lib/index.ts',
      'lib/rules/index.ts',
    ]);
  });

  test('has short files', () => {
    const long = lib.map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }));
    expect(long.filter(({ lines }) => lines > 160)).toEqual([]);
  });

  test('names a concern the same in every folder', () => {
    /** Files that render no concern of their own, or part of one that has another name above the waist. */
    const exceptions = ['chart', 'json-patch', 'labels', 'object', 'overlay', 'platform', 'routes'];
    const names = (folders: readonly string[]): readonly string[] =>
      lib.flatMap(({ path }) => {
        const [, folder = '', file = '', ...deeper] = path.split('/');
        return folders.includes(folder) && deeper.length === 0 ? [file.replace(/\.ts$/, '')] : [];
      });
    const above = names(['definition', 'service']);
    expect(names(['kubernetes']).filter((name) => !above.includes(name))).toEqual(exceptions);
  });
});
