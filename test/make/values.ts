import { deepStrictEqual, match, ok, strictEqual } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { tagOf } from '../../lib/definition/build-identity.js';
import { makefile } from '../../lib/files/makefile.js';
import { goImage, goOrders } from '../support/local-orders.js';
import type { Step } from '../support/suite.js';
import { hostile, hostileText } from './hostile.js';
import { type Run, type Workshop, workshop } from './workshop.js';

const seed = Number(process.env.SEED ?? 20_261_122);
const samples = [...hostile, ...fc.sample(hostileText(), { seed, numRuns: Number(process.env.RUNS ?? 12) })];

/** The samples as make takes them from its command line, where it leaves out the blanks before a value. */
const typed = samples.map((sample) => sample.replace(/^\s+/, '')).filter((sample) => sample !== '');

const after = (run: Run, option: string): string | undefined =>
  run.calls[0]?.find((_, index, args) => args[index - 1] === option);

const linkNames = { VERSION: 'Version', COMMIT: 'GitCommit', BUILD_TIME: 'BuildTime' } as const;
type Name = keyof typeof linkNames;

const linkFlags = (version: string, commit: string, time: string): string =>
  `-w -s -X 'main.Version=${version}' -X 'main.GitCommit=${commit}' -X 'main.BuildTime=${time}'`;

const unlinkable = /["']|\p{Cc}/u;
const imageTag = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const others = ['--keep-going', 'test', 'lint', 'push', 'run', 'deploy-diff', 'help'];

/** A value arrives as it is, or is refused for what it holds; and nothing is ever executed. */
const arrives = (shop: Workshop, name: Name, value: string, run: (...targets: readonly string[]) => Run): void => {
  const what = `${name}=${JSON.stringify(value)}`;
  const build = run('build');
  if (build.status === 0) ok(after(build, '-ldflags')?.includes(` -X 'main.${linkNames[name]}=${value}'`), what);
  else match(build.output, new RegExp(`${name} has a quote or a control character; say another`));
  strictEqual(build.status !== 0, unlinkable.test(value), what);
  const docker = run('docker');
  if (docker.status === 0) ok(docker.calls[0]?.includes(`${name}=${value}`), what);
  else deepStrictEqual(docker.calls, [], what);
  const named = name !== 'VERSION' || imageTag.test(tagOf({ version: value }));
  strictEqual(docker.status === 0, build.status === 0 && named, what);
  run(...others);
  ok(!shop.harmed(), `${what} was executed`);
};

const shop = workshop(makefile(goOrders));
const { make, git, folder } = shop;

const tagAs = (name: string): void => {
  const there = git('tag').split('\n').slice(0, -1);
  if (there.length > 0) git('tag', '--delete', ...there);
  git('tag', '--', name);
};

/** Names that git takes for a tag, of all that are tried. */
const tagNames = [
  ...new Set([...samples, `v1';touch\${IFS}pwned;#`, `$(shell\${IFS}touch\${IFS}pwned)`, '`pwned`', '1+2']),
]
  .filter((name) => !name.startsWith('-'))
  .filter((name) => spawnSync('git', ['check-ref-format', `refs/tags/${name}`]).status === 0);

const beginning = '1970-01-01T00:00:00Z';

const identity: readonly Step[] = [
  {
    name: 'without git a build is called dev, of an unknown commit at the beginning of time',
    action: () => strictEqual(after(make(['build']), '-ldflags'), linkFlags('dev', 'unknown', beginning)),
  },
  {
    name: 'in a repository without a commit too',
    action: () => {
      git('init', '--quiet');
      strictEqual(after(make(['build']), '-ldflags'), linkFlags('dev', 'unknown', beginning));
    },
  },
  {
    name: "with git it is the tag, the commit and the commit's own time in UTC, and a change makes it dirty",
    action: () => {
      git('add', '--all');
      git('commit', '--quiet', '--message', 'first');
      git('tag', 'v1.2.3');
      const flags = linkFlags('v1.2.3', git('rev-parse', 'HEAD').trim(), '2026-03-02T04:30:00Z');
      strictEqual(after(make(['build'], { TZ: 'Asia/Tokyo' }), '-ldflags'), flags);
      writeFileSync(join(folder, 'Makefile'), `${makefile(goOrders)}\n`);
      match(after(make(['build']), '-ldflags') ?? '', /main\.Version=v1\.2\.3-dirty'/);
      git('checkout', '--quiet', '--', 'Makefile');
    },
  },
];

const names = Object.keys(linkNames).filter((name): name is Name => name in linkNames);

const strange: readonly Step[] = [
  ...names.map((name) => ({
    name: `${name} is data, whatever it holds, from the environment and from the command line`,
    action: () => {
      for (const value of samples) arrives(shop, name, value, (...targets) => make(targets, { [name]: value }));
      for (const value of typed) arrives(shop, name, value, (...targets) => make([...targets, `${name}=${value}`]));
    },
  })),
  {
    name: 'VERSION is data where the environment goes before the Makefile too',
    action: () => {
      for (const value of hostile)
        arrives(shop, 'VERSION', value, (...targets) => make(['-e', ...targets], { VERSION: value }));
    },
  },
  {
    name: 'VERSION is data, whatever the tag in git holds',
    action: () => {
      ok(tagNames.length > 5, `only ${tagNames.length} values are names of tags`);
      for (const name of tagNames) {
        tagAs(name);
        arrives(shop, 'VERSION', name, (...targets) => make(targets));
      }
      tagAs('v1.2.3');
    },
  },
  {
    name: 'IMAGE, TAG and ENVIRONMENT are data, whatever they hold',
    action: () => {
      for (const name of ['IMAGE', 'TAG', 'ENVIRONMENT'])
        for (const value of typed)
          for (const [args, variables] of [[[], { [name]: value }] as const, [[`${name}=${value}`], {}] as const]) {
            make([...others, ...args], variables);
            const docker = make(['docker', ...args], variables);
            strictEqual(docker.status === 0, name !== 'TAG' || imageTag.test(value), `${name}=${value}`);
            if (docker.status === 0 && name === 'IMAGE') strictEqual(after(docker, '--tag'), `${value}:v1.2.3`);
            ok(!shop.harmed(), `${name}=${JSON.stringify(value)} was executed`);
          }
    },
  },
];

const secret = { id: 'netrc', target: '/root/.netrc' };

const images: readonly Step[] = [
  {
    name: 'a version becomes a tag of an image, and one that cannot is refused',
    action: () => {
      const image = 'registry.example.com/acme/orders';
      strictEqual(after(make(['docker', 'VERSION=1.2.3+build.5']), '--tag'), `${image}:1.2.3-build.5`);
      strictEqual(after(make(['docker', 'VERSION=a/b', 'TAG=x']), '--tag'), `${image}:x`);
      for (const version of [
        '1.2.3+build.5',
        'release/1',
        '@acme/orders@1.2',
        '.1',
        '-1',
        'a  b',
        'größer',
        '--a--',
        '_',
      ])
        strictEqual(after(make(['docker', `VERSION=${version}`]), '--tag'), `${image}:${tagOf({ version })}`);
      for (const said of ['VERSION=日本語', 'VERSION=.', `VERSION=${'x'.repeat(129)}`, 'TAG=a/b', 'TAG=.1']) {
        const { status, output, calls } = make(['docker', said]);
        deepStrictEqual([status, calls], [2, []]);
        match(output, /is no tag of an image: at most 128 letters/);
      }
      const { calls } = make(['push', 'VERSION=1.0.0', 'IMAGE=example.com/x']);
      deepStrictEqual(calls, [['docker', 'push', '--', 'example.com/x:1.0.0']]);
    },
  },
  {
    name: 'a build secret is read from the file that is said, one that is not there is told, and its path is data',
    action: () => {
      const imageBuild = { ...goImage, recipe: { ...goImage.recipe, secret } };
      const secretive = workshop(makefile({ ...goOrders, imageBuild }));
      const file = join(secretive.folder, 'my netrc');
      const typedFile = [`SECRET_NETRC=${file}`];
      match(secretive.make(['docker', ...typedFile]).output, /needs the secret netrc, and .*my netrc is not there/);
      writeFileSync(file, '');
      strictEqual(after(secretive.make(['docker', ...typedFile]), '--secret'), `id=netrc,src=${file}`);
      strictEqual(after(secretive.make(['docker'], { SECRET_NETRC: file }), '--secret'), `id=netrc,src=${file}`);
      for (const value of samples) {
        secretive.make(['docker', `SECRET_NETRC=${value}`]);
        secretive.make(['docker'], { SECRET_NETRC: value });
        ok(!secretive.harmed(), `${JSON.stringify(value)} was executed`);
      }
      secretive.remove();
    },
  },
  {
    name: 'what nobody said stays out of the environment of the programs, and what somebody said stays in it',
    action: () => {
      const show = '\nshow:\n\t@echo "[$${TAG-none}][$${ENVIRONMENT-none}]"\n';
      writeFileSync(join(folder, 'Makefile'), `${makefile(goOrders)}${show}`);
      match(make(['show'], { ENVIRONMENT: 'ci $(x)' }).output, /^\[none\]\[ci \$\(x\)\]$/m);
      shop.remove();
    },
  },
];

/** What becomes of the values that a Makefile takes from git, the environment and the command line. */
export const values: readonly Step[] = [...identity, ...strange, ...images];
