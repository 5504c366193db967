import type { Definition } from '../definition/index.js';
import { shortPath } from '../definition/relative-path.js';
import type { Bases } from '../platform/bases.js';
import { present } from '../present.js';
import { baseImage, programs } from './bases.js';
import { custom } from './recipe-custom.js';
import { type Image, packages } from './recipe-parts.js';
import type {
  FinalStage,
  GoBuild,
  ImageBuild,
  MountedSecret,
  NodeBuild,
  PythonBuild,
  StaticBuild,
  SystemPackages,
} from './types/image-build.js';

type Build = NonNullable<Definition['build']>;
type Of<L extends Build['language']> = Extract<Build, { language: L }>;

/** What images with a package manager lack of what every service needs. */
const always = ['ca-certificates', 'tzdata'];

const mounted = (id: string | undefined, target: string): MountedSecret | undefined =>
  id === undefined ? undefined : { id, target };

const final = (kind: FinalStage['kind'], image: string, runtime: readonly string[]): FinalStage => {
  const manager = kind === 'alpine' ? 'apk' : 'apt';
  const own = kind === 'alpine' || kind === 'slim';
  return present({ kind, image, packages: own ? packages(manager, [...always, ...runtime]) : undefined });
};

const common = (build: Of<'go' | 'node' | 'python'>, manager: SystemPackages['manager']) =>
  present({
    packages: packages(manager, build.packages.build),
    steps: build.steps,
    assets: [...new Set(build.assets.map(shortPath))].sort(),
  });

const debian = 'trixie';
const alpine = '3.22';

const goImages = { distroless: 'gcr.io/distroless/static-debian13:nonroot', scratch: 'scratch' } as const;

const go = (name: string, build: Of<'go'>, image: Image): GoBuild => {
  const { runtime, version, packages: wanted } = build;
  const begins = {
    ...goImages,
    alpine: `alpine:${alpine}`,
    slim: `debian:${debian}-slim`,
  }[runtime];
  const main = shortPath(build.main);
  return present({
    language: 'go',
    builder: image(`golang:${version}-${debian}`),
    ...common(build, 'apt'),
    main: main === '.' ? '.' : `./${main}`,
    binary: name,
    tags: build.tags,
    private: build.private,
    secret: mounted(build.secret, '/root/.netrc'),
    final: final(runtime, image(begins), wanted.runtime),
  });
};

const node = (build: Of<'node'>, image: Image): NodeBuild => {
  const { runtime, version, packageManager, script } = build;
  const [major = version] = version.split('.');
  const builder = runtime === 'alpine' ? `node:${version}-alpine` : `node:${version}-${debian}-slim`;
  const begins = runtime === 'distroless' ? `gcr.io/distroless/nodejs${major}-debian13:nonroot` : builder;
  const main = shortPath(build.main);
  const [output = main] = main.split('/');
  return present({
    language: 'node',
    builder: image(builder),
    ...common(build, runtime === 'alpine' ? 'apk' : 'apt'),
    main,
    output,
    packageManager,
    script: script === 'none' ? undefined : script,
    secret: mounted(build.secret, '/root/.npmrc'),
    final: final(runtime, image(begins), build.packages.runtime),
  });
};

const python = (build: Of<'python'>, image: Image): PythonBuild => {
  const { runtime, version } = build;
  const builder = `python:${version}-slim-${version.startsWith('3.11') ? 'bookworm' : debian}`;
  const release = version.startsWith('3.11') ? '12' : '13';
  const begins = runtime === 'distroless' ? `gcr.io/distroless/python3-debian${release}:nonroot` : builder;
  const [module = build.main] = build.main.split('.');
  return present({
    language: 'python',
    builder: image(builder),
    ...common(build, 'apt'),
    main: build.main,
    module,
    requirements: shortPath(build.requirements),
    secret: mounted(build.secret, '/root/.netrc'),
    final: final(runtime, image(begins), build.packages.runtime),
  });
};

const files = (build: Of<'static'>, image: Image): StaticBuild => ({
  language: 'static',
  root: shortPath(build.root),
  server: { ...programs.server, image: image(programs.server.image) },
  final: { kind: 'distroless', image: image(goImages.distroless) },
});

/** How the image of a language is made, with every base image as the platform has it. */
export const recipe = (name: string, build: Build, bases: Bases): ImageBuild['recipe'] => {
  const image: Image = (reference) => baseImage(reference, bases);
  switch (build.language) {
    case 'go':
      return go(name, build, image);
    case 'node':
      return node(build, image);
    case 'python':
      return python(build, image);
    case 'static':
      return files(build, image);
    case 'custom':
      return custom(build, image);
  }
};
