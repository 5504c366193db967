import type { Definition } from '../index.js';
import { pathText } from '../path.js';
import { shortPath } from '../relative-path.js';
import { assignsSecret, looksSecretName } from '../secret-like.js';
import { check, twice } from './check.js';

type Build = NonNullable<Definition['build']>;

const runtimePackages = check('runtime-packages', ['build'], ({ build }) => {
  if (build === undefined || !('runtime' in build) || build.packages.runtime.length === 0) return [];
  if (build.runtime === 'alpine' || build.runtime === 'slim') return [];
  return [
    {
      path: 'build.packages.runtime',
      message: `an image of ${build.runtime} has no package manager`,
      value: build.packages.runtime.join(', '),
      allowed: 'packages.runtime with runtime alpine or slim',
      fix: 'choose runtime: slim, or remove the packages',
    },
  ];
});

/** The versions of a language for which there is a distroless image. */
const distroless: Readonly<
  Partial<Record<Build['language'], { fits: (version: string) => boolean; allowed: string }>>
> = {
  node: {
    fits: (version) => Number.parseInt(version, 10) >= 20 && Number.parseInt(version, 10) % 2 === 0,
    allowed: 'an even version from 20, such as 24',
  },
  python: { fits: (version) => /^3\.(11|13)(\.|$)/.test(version), allowed: '3.11 or 3.13' },
};

const distrolessVersion = check('distroless-version', ['build'], ({ build }) => {
  if (build === undefined || !('runtime' in build) || build.runtime !== 'distroless') return [];
  const offered = distroless[build.language];
  if (offered === undefined || offered.fits(build.version)) return [];
  return [
    {
      path: 'build.version',
      message: `there is no distroless image of ${build.language} ${build.version}`,
      value: build.version,
      allowed: offered.allowed,
      fix: 'choose such a version, or runtime: slim',
    },
  ];
});

/** What an image holds below its program's folder beside the assets. */
const taken = (build: Build, name: string): readonly string[] => {
  switch (build.language) {
    case 'go':
      return [name];
    case 'node':
      return ['node_modules', 'package.json', shortPath(build.main).split('/')[0] ?? ''];
    case 'python':
      return ['lib', build.main.split('.')[0] ?? ''];
    default:
      return [];
  }
};

/** Places of one's own machine that no image may hold. */
const isPrivate = (path: string): boolean => /^(\.git|\.slipway)(\/|$)/.test(path) || /(^|\/)\.env(\.|$)/.test(path);

const whyNoAsset = (asset: string, build: Build, name: string): string | undefined => {
  const path = shortPath(asset);
  if (path === '.') return 'the whole source is no asset';
  const isProgram = taken(build, name).includes(path);
  // Other languages have folders there, which take further files.
  const isBelow = build.language === 'go' && path.startsWith(`${name}/`);
  if (isProgram || isBelow) return 'the program itself is there in the image';
  return isPrivate(path) ? 'it belongs to one machine or to git, and to no image' : undefined;
};

const assetsApart = check('assets-apart', ['build', 'name'], ({ build, name }) =>
  build !== undefined && 'assets' in build
    ? build.assets.flatMap((asset, at) => {
        const message = whyNoAsset(asset, build, name);
        if (message === undefined) return [];
        return [
          {
            path: `build.assets[${at}]`,
            message,
            value: asset,
            fix: 'name the files and folders that the program reads, or rename this one',
          },
        ];
      })
    : [],
);

const stages = check('stages-fit', ['build'], ({ build }) => {
  if (build?.language !== 'custom') return [];
  const doubled = twice(
    build.stages.map((stage, at) => ({ ...stage, at })),
    ({ name }) => name,
  );
  const needed = build.stages.length > 0 && build.entrypoint.length === 0;
  const useless = build.stages.length === 0 && build.entrypoint.length > 0;
  return [
    ...doubled.map(([, { name, at }]) => ({
      path: `build.stages[${at}].name`,
      message: `two stages are called ${name}`,
      value: name,
      fix: 'give each stage a name of its own',
    })),
    ...(needed
      ? [
          {
            path: 'build.entrypoint',
            message: 'nothing says what the last stage runs',
            fix: 'name the program, as in entrypoint: [/app/orders]',
          },
        ]
      : []),
    ...(useless
      ? [
          {
            path: 'build.entrypoint',
            message: 'the Dockerfile of the team says itself what runs',
            fix: 'remove entrypoint, or describe the image in stages',
          },
        ]
      : []),
  ];
});

/** Values and commands that would put a secret into a layer of the image, where everyone who pulls it finds it. */
const secretInImage = check('secret-in-image', ['build'], ({ build }) => {
  const commands =
    build?.language === 'custom'
      ? build.stages.flatMap((stage, at) =>
          stage.steps.flatMap((step, of) =>
            step.kind === 'run' ? [{ path: `build.stages[${at}].steps[${of}]`, command: step.command }] : [],
          ),
        )
      : (build !== undefined && 'steps' in build ? build.steps : []).map((command, at) => ({
          path: `build.steps[${at}]`,
          command,
        }));
  const named =
    build?.language === 'custom'
      ? build.stages.flatMap(({ variables }, at) =>
          Object.keys(variables)
            .filter(looksSecretName)
            .map((name) => pathText(['build', 'stages', at, 'variables', name])),
        )
      : [];
  const found = [...commands.filter(({ command }) => assignsSecret(command)).map(({ path }) => path), ...named];
  return found.map((path) => ({
    path,
    message: 'it looks like a secret, and everyone who pulls the image would find it',
    value: '(hidden)',
    fix: 'mount a build secret: { command: …, secrets: { <id>: <path> } }',
  }));
});

/** Checks of how the image is made. */
export const buildChecks = [runtimePackages, distrolessVersion, assetsApart, stages, secretInImage];
