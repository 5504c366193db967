import type { NodeBuild } from '../../local/types/image-build.js';
import { copy, type Paragraph, pairs, run } from './instructions.js';
import { cache } from './mounts.js';

/** What a package manager of Node.js needs in a Dockerfile. */
export interface PackageManager {
  /** its lock file, and files that may stand beside it, as patterns */
  readonly files: readonly string[];
  /** folders that it reads where they are there: its own releases and plugins, patches */
  readonly folders: readonly string[];
  readonly caches: readonly string[];
  /** makes it callable; npm is there already */
  readonly setup: (mounts: readonly string[]) => Paragraph;
  /** installs what the lock file says: everything, or only what the program needs when it runs */
  readonly install: (what: 'all' | 'production') => string;
  /** commands that take away what it notes about the time of an installation */
  readonly forget: readonly string[];
}

const corepack = cache('/root/.cache/node/corepack');

/** Node.js 25 and later come without Corepack. */
const enable = (mounts: readonly string[]): Paragraph => [
  ...pairs('ENV', { COREPACK_ENABLE_DOWNLOAD_PROMPT: '0' }),
  run(
    ['if ! command -v corepack > /dev/null; then npm install --global corepack@0.36.0; fi', 'corepack enable'],
    mounts,
  ),
];

const pnpmStore = '/root/.cache/pnpm';
const yarnCache = '/root/.cache/yarn';

/** The classic Yarn and its successors install with different words. */
const yarn = (classic: string, modern: string): string =>
  `case "$(yarn --version)" in 1.*) yarn ${classic} ;; *) yarn ${modern} ;; esac`;

export const packageManagers: Readonly<Record<NodeBuild['packageManager'], PackageManager>> = {
  npm: {
    files: ['package-lock.json'],
    folders: [],
    caches: [cache('/root/.npm')],
    setup: () => [],
    install: (what) => `npm ci --no-audit --no-fund${what === 'production' ? ' --omit=dev' : ''}`,
    forget: [],
  },
  pnpm: {
    files: ['pnpm-lock.yaml', 'pnpm-workspace.yaml*'],
    folders: ['patches'],
    caches: [corepack, cache(pnpmStore)],
    setup: enable,
    install: (what) =>
      `pnpm install --frozen-lockfile --store-dir=${pnpmStore}${what === 'production' ? ' --prod' : ''}`,
    forget: ['rm -f node_modules/.modules.yaml node_modules/.pnpm-workspace-state*.json'],
  },
  yarn: {
    files: ['yarn.lock', '.yarnrc.yml*'],
    folders: ['.yarn'],
    caches: [corepack, cache(yarnCache, 'locked')],
    setup: (mounts) => [
      ...enable(mounts),
      ...pairs('ENV', {
        YARN_CACHE_FOLDER: yarnCache,
        YARN_GLOBAL_FOLDER: yarnCache,
        YARN_NODE_LINKER: 'node-modules',
      }),
    ],
    install: (what) =>
      what === 'production'
        ? yarn('install --frozen-lockfile --production', 'workspaces focus --production')
        : yarn('install --frozen-lockfile', 'install --immutable'),
    forget: [],
  },
};

/** The copies of what a package manager reads; the pattern makes a folder that is not there no error. */
export const lists = ({ files, folders }: PackageManager): Paragraph => [
  copy(['package.json', ...files], './'),
  ...folders.map((folder) => copy([folder.replace(/(.)$/, '[$1]')], `./${folder}/`)),
];
