import { deepStrictEqual, match, strictEqual } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readBuildIdentity, unknownIdentity } from '../../lib/build-info.js';
import { type BuildIdentity, epochSecondsOf, tagOf } from '../../lib/definition/build-identity.js';
import { makefile } from '../../lib/files/makefile.js';
import { goOrders } from '../support/local-orders.js';
import type { Step } from '../support/suite.js';
import { type Workshop, workshop } from './workshop.js';

/** What docker is asked for a build of this identity. */
const asked = (identity: BuildIdentity): Readonly<Record<string, string>> => ({
  VERSION: identity.version,
  COMMIT: identity.commit,
  BUILD_TIME: identity.time,
  SOURCE_DATE_EPOCH: String(epochSecondsOf(identity)),
  tag: `registry.example.com/acme/orders:${tagOf(identity)}`,
});

/** What the Makefile asks docker for. */
const askedBy = ({ make }: Workshop, variables: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  // The repository is the folder above: that of the programs and records of the workshop, which are changes elsewhere.
  const { calls, output } = make(['docker'], { GIT_CEILING_DIRECTORIES: '', ...variables });
  const [call] = calls;
  if (call === undefined) throw new Error(`docker was not called: ${output}`);
  const values = call.flatMap((word, index) => {
    if (call[index - 1] === '--build-arg') return [word.split(/=(.*)/s).slice(0, 2)];
    return call[index - 1] === '--tag' ? [['tag', word]] : [];
  });
  return Object.fromEntries(values);
};

/** What is done to a repository, one after the other, and what its identity is called then; undefined is told by git's digits. */
const changes: readonly (readonly [string, (shop: Workshop) => void, RegExp])[] = [
  ['a folder outside of git', () => undefined, /^dev$/],
  ['a repository without a commit', ({ git }) => git('init', '--quiet', '..'), /^dev$/],
  [
    'a first commit, with changes elsewhere only',
    ({ git, folder }) => {
      writeFileSync(join(folder, '.gitignore'), 'ignored\n');
      git('add', '--all', '.');
      git('commit', '--quiet', '--message', 'first');
    },
    /^[0-9a-f]{12}$/,
  ],
  ['a tag', ({ git }) => git('tag', 'v1.2.3'), /^v1\.2\.3$/],
  ['a file that git ignores', ({ folder }) => writeFileSync(join(folder, 'ignored'), ''), /^v1\.2\.3$/],
  ['an untracked file', ({ folder }) => writeFileSync(join(folder, 'new'), ''), /^v1\.2\.3-dirty$/],
  ['an untracked file that is staged', ({ git }) => git('add', 'new'), /^v1\.2\.3-dirty$/],
  [
    'a commit after the tag',
    ({ git }) => git('commit', '--quiet', '--message', 'second'),
    /^v1\.2\.3-1-g[0-9a-f]{12}$/,
  ],
  ['a file that is gone', ({ folder }) => rmSync(join(folder, 'new')), /^v1\.2\.3-1-g[0-9a-f]{12}-dirty$/],
  ['a file that is back', ({ git }) => git('checkout', '--quiet', '--', 'new'), /^v1\.2\.3-1-g[0-9a-f]{12}$/],
  ['a tag with a slash and a plus', ({ git }) => git('tag', 'orders/v2+5'), /^orders\/v2\+5$/],
  ['a commit without a branch', ({ git }) => git('checkout', '--quiet', '--detach', 'v1.2.3'), /^v1\.2\.3$/],
  [
    'settings of a person',
    ({ git, folder }) => {
      git('config', 'core.abbrev', '40');
      git('config', 'status.showUntrackedFiles', 'no');
      git('config', 'log.showSignature', 'true');
      writeFileSync(join(folder, 'another'), '');
    },
    /^v1\.2\.3-dirty$/,
  ],
  [
    'a clone without history',
    ({ git, folder }) => {
      rmSync(join(folder, 'another'));
      const base = dirname(folder);
      execFileSync('git', ['clone', '--quiet', '--depth=1', '--no-tags', `file://${base}`, join(base, 'shallow')], {
        stdio: 'pipe',
      });
      git('config', '--unset', 'status.showUntrackedFiles');
      renameSync(join(base, '.git'), join(base, 'old'));
      renameSync(join(base, 'shallow/.git'), join(base, '.git'));
      rmSync(join(base, 'shallow'), { recursive: true });
    },
    /^[0-9a-f]{12}$/,
  ],
];

/** The Makefile and `slipway build` call one tree the same. */
export const identities: readonly Step[] = [
  {
    name: 'the Makefile calls a build what slipway build calls it',
    action: async () => {
      const shop = workshop(makefile(goOrders));
      for (const [name, change, version] of changes) {
        change(shop);
        const identity = (await readBuildIdentity(shop.folder)) ?? unknownIdentity;
        match(identity.version, version, name);
        deepStrictEqual(askedBy(shop, {}), asked(identity), name);
      }
      const said = { release: 'v9', commit: 'f'.repeat(40), epoch: '1' };
      for (const options of [
        { epoch: '951782400' },
        { epoch: '0' },
        { release: 'a b' },
        { commit: said.commit },
        said,
      ]) {
        const identity = await readBuildIdentity(shop.folder, options);
        const { release = '', commit = '', epoch = '' } = { release: '', commit: '', epoch: '', ...options };
        const variables = { VERSION: release, COMMIT: commit, SOURCE_DATE_EPOCH: epoch };
        deepStrictEqual(askedBy(shop, variables), identity && asked(identity), JSON.stringify(options));
      }
      shop.remove();
    },
  },
  {
    name: 'what is said goes before git: BUILD_TIME before SOURCE_DATE_EPOCH, which has to be a number of seconds',
    action: () => {
      const shop = workshop(makefile(goOrders));
      const { BUILD_TIME, SOURCE_DATE_EPOCH } = askedBy(shop, { BUILD_TIME: 'now', SOURCE_DATE_EPOCH: '5' });
      deepStrictEqual([BUILD_TIME, SOURCE_DATE_EPOCH], ['now', '5']);
      for (const epoch of ['-1', '1.5', '007', '1795341600000', 'now', '$(x)', '1\n2']) {
        const { status, output, calls } = shop.make(['docker'], { SOURCE_DATE_EPOCH: epoch });
        deepStrictEqual([status, calls], [2, []], epoch);
        match(output, /SOURCE_DATE_EPOCH has to be the seconds since 1970/);
      }
      shop.remove();
    },
  },
  {
    name: 'a hook of git does not tell another repository',
    action: async () => {
      const shop = workshop(makefile(goOrders));
      shop.git('init', '--quiet', '..');
      shop.git('add', '.');
      shop.git('commit', '--quiet', '--message', 'first');
      const identity = await readBuildIdentity(shop.folder);
      const hook = { GIT_DIR: '.git', GIT_INDEX_FILE: '/nowhere', GIT_PREFIX: 'service/' };
      deepStrictEqual(askedBy(shop, hook), identity && asked(identity));
      shop.remove();
    },
  },
  {
    name: "git's refusal of a repository of another user is told, and no build is called dev for it",
    action: () => {
      const shop = workshop(makefile(goOrders));
      shop.git('init', '--quiet', '.');
      // The switch of git's own tests for it.
      const distrust = {
        GIT_TEST_ASSUME_DIFFERENT_OWNER: '1',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
      };
      const { status, output, calls } = shop.make(['docker'], distrust);
      deepStrictEqual([status, calls], [2, []]);
      match(output, /git config --global --add safe\.directory/);
      const said = { VERSION: '1', COMMIT: 'x', BUILD_TIME: 'y' };
      strictEqual(shop.make(['docker'], { ...distrust, ...said }).status, 0);
      shop.remove();
    },
  },
];
