import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Cast, digestFor, type FakeDocker, fakeDocker } from '../builds/fake-builder.js';
import { root } from '../support/readme.js';
import { definition, folderWith, run } from './run.js';

let folder = '';
let docker: FakeDocker | undefined;
let temporary = '';

beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'slipway-build-test-'));
  vi.stubEnv('TMPDIR', temporary);
  vi.stubEnv('SOURCE_DATE_EPOCH', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  for (const path of [folder, temporary]) rmSync(path, { recursive: true, force: true });
  docker?.remove();
  docker = undefined;
});

/** A service with a Dockerfile of its own; the definition takes more lines. */
const service = (name: string, ...more: readonly string[]): Readonly<Record<string, string>> => ({
  [`${name}/service.yaml`]: [
    `name: ${name}`,
    'team: shop',
    'build: { language: custom, dockerfile: Dockerfile }',
    'health: { live: /livez, ready: /readyz }',
    ...more,
    '',
  ].join('\n'),
  [`${name}/Dockerfile`]: 'FROM scratch\nCOPY . .\n',
  [`${name}/main`]: name,
});
const platform = (...more: readonly string[]): Readonly<Record<string, string>> => ({
  'platform.yaml': ['name: acme', 'registry: registry.example.com/acme', ...more, ''].join('\n'),
});
const environments =
  'environments: { production: { registry: prod.example.com/acme, channel: stable }, dev: { channel: edge } }';
const acme = platform(environments);
const callers = [
  service('web', 'network: { calls: [orders] }'),
  service('orders', 'network: { callers: [web], calls: [stock] }'),
  service('stock', 'network: { callers: [orders] }'),
];
const merged = (...files: readonly Readonly<Record<string, string>>[]) => Object.assign({}, ...files);

const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
const commit = (): void => {
  git('add', '--all');
  git('commit', '--quiet', '--message', 'x');
};

/** A workspace under git, at version v1.2.3, and a docker that plays the cast. */
const workspace = (cast: Cast, ...files: readonly Readonly<Record<string, string>>[]): FakeDocker => {
  folder = folderWith(merged(acme, ...files));
  git('init', '--quiet');
  commit();
  git('tag', 'v1.2.3');
  docker = fakeDocker(cast);
  return docker;
};
const build = (...args: readonly string[]) => run(['build', '--workspace', folder, ...args]);
const lockFile = (): string => join(folder, 'images.lock.json');
const shownLock = (): string => relative('', lockFile());
/** Temporary folders of builds that are still there. */
const leftBehind = (): readonly string[] => readdirSync(temporary).filter((name) => name.startsWith('slipway-build-'));
const lock = () => JSON.parse(readFileSync(lockFile(), 'utf8'));
const reference = (name: string): string => `registry.example.com/acme/${name}:v1.2.3`;

describe('slipway build --push', () => {
  test('pushes every service, writes the lock, and tells each image by digest', async () => {
    const { begun } = workspace({}, ...callers, { 'paid/service.yaml': definition('paid') });
    const { code, stdout, stderr } = await build('--push', '--jobs', '1');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: [
        ...['orders', 'stock', 'web'].map((name) => `${name}: ${reference(name)}@${digestFor(name)}`),
        `3 services: 3 built; ${shownLock()} says so under *`,
        '',
      ].join('\n'),
    });
    expect(begun()).toEqual(['stock', 'orders', 'web']);
    expect(stderr.split('\n').filter((line) => line.startsWith('web: '))).toEqual([
      `web: building ${reference('web')}`,
      'web: built',
    ]);
    expect(Object.keys(lock())).toEqual(['orders', 'stock', 'web']);
    expect(lock().web['*']).toEqual({
      build: {
        commit: git('rev-parse', 'HEAD').trim(),
        context: expect.stringMatching(/^sha256:/),
        dirty: false,
        dockerfile: expect.stringMatching(/^sha256:/),
        ownDockerfile: true,
        time: expect.stringMatching(/Z$/),
        version: 'v1.2.3',
      },
      digest: digestFor('web'),
      platforms: ['linux/amd64'],
      repository: 'registry.example.com/acme/web',
      tag: 'v1.2.3',
    });
    expect(leftBehind()).toEqual([]);
  });

  test('builds side by side, as many at a time as jobs', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const role = { milliseconds: 150 };
    const { calls } = workspace(
      { builds: Object.fromEntries(names.map((name) => [name, role])) },
      ...names.map((name) => service(name)),
    );
    expect(await build('--push', '--jobs', '2', '--quiet')).toEqual({ code: 0, stdout: '', stderr: '' });
    let running = 0;
    const counts = calls()
      .filter(({ args }) => args.includes('--file'))
      .map(({ event }) => (running += event === 'begin' ? 1 : -1));
    expect(counts).toHaveLength(10);
    expect(Math.max(...counts)).toBe(2);
  });

  test('finishes the others when one fails, and tells its last lines', async () => {
    const says = Array.from({ length: 40 }, (_, at) => `#7 0.${at} line ${at}`);
    const error = 'failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2';
    workspace(
      {
        builds: { stock: { status: 1, says: [...says, '------', ' > [2/3] RUN make:', '------', `ERROR: ${error}`] } },
      },
      ...callers,
    );
    const { code, stdout } = await build('--push');
    expect(code).toBe(1);
    expect(stdout).toContain('stock: failed: the step [2/3] RUN make failed with exit code 2\n    | #7 0.24 line 24\n');
    expect(stdout.match(/^ {4}\| /gm)).toHaveLength(20);
    expect(stdout).toContain(`\n3 services: 2 built, 1 failed; ${shownLock()} says so under *\n`);
    expect(Object.keys(lock())).toEqual(['orders', 'web']);
  });

  test('tells the same as JSON', async () => {
    workspace({ builds: { stock: { status: 1, says: ['ERROR: denied: \u001b[31mno'] } } }, ...callers);
    const { code, stdout } = await build('--push', '--json', '--quiet');
    const { ok, services } = JSON.parse(stdout);
    expect({ code, ok }).toEqual({ code: 1, ok: false });
    expect(services[1]).toEqual({
      name: 'stock',
      state: 'failed',
      reference: reference('stock'),
      platforms: ['linux/amd64'],
      identity: { version: 'v1.2.3', commit: expect.any(String), dirty: false, time: expect.any(String) },
      message: expect.stringContaining('docker login'),
      log: [...services[1].log.slice(0, -1), 'ERROR: denied: \u001b[31mno'],
    });
    expect(services[2]).toMatchObject({ name: 'web', state: 'built', digest: digestFor('web'), log: [] });
  });

  test('lets no output of a build command the terminal', async () => {
    workspace({ builds: { a: { status: 1, says: ['\u001b]0;title\u0007', 'ERROR: \u001b[2Jgone'] } } }, service('a'));
    const { stdout } = await build('--push');
    expect(stdout).toContain('failed: \\u001b[2Jgone');
    expect(stdout).not.toContain('\u001b');
  });

  test.each([
    ['no file', null, 'docker wrote no metadata file'],
    ['an empty one', '', 'the metadata file of docker is no JSON object'],
    ['half a one', '{"containerimage.dig', 'the metadata file of docker is no JSON object'],
    ['one without a digest', '{}', 'the metadata file of docker has no containerimage.digest'],
  ])('locks nothing where docker tells its digest by %s', async (_, metadata, wrong) => {
    workspace({ builds: { a: { metadata } } }, service('a'));
    const { code, stdout } = await build('--push');
    expect(code).toBe(1);
    expect(stdout).toContain(`a: failed: it was pushed, and its digest is not known: ${wrong}\n`);
    expect(existsSync(lockFile())).toBe(false);
  });

  test('tells the digest of an image that the lock cannot take', async () => {
    workspace({ builds: { a: { touches: '../images.lock.json' } } }, service('a'));
    const { code, stdout } = await build('--push');
    expect(code).toBe(1);
    expect(stdout).toContain('a: failed: it was pushed, and is not in the lock: ');
    expect(stdout).toContain('it is no JSON');
    expect(stdout).toContain(`    image: ${reference('a')}@${digestFor('a')}\n`);
  });

  test('locks no image whose source changed in the midst of its build', async () => {
    workspace({ builds: { a: { touches: 'main' } } }, service('a'));
    const { code, stdout } = await build('--push');
    expect(code).toBe(1);
    expect(stdout).toContain(
      'it was pushed, and is not in the lock: its source changed while it was built: build it again',
    );
    expect(existsSync(lockFile())).toBe(false);
  });

  test('keeps what the lock says of others, and takes the lock that is named', async () => {
    workspace({}, service('a'), service('b'));
    const named = join(folder, 'other.json');
    writeFileSync(named, '{"b":{"*":{"tag":"1"},"dev":{"tag":"2"}}}');
    commit();
    expect((await build('--push', '--images', named, 'a', '--quiet')).code).toBe(0);
    expect(JSON.parse(readFileSync(named, 'utf8'))).toMatchObject({
      a: { '*': { tag: expect.stringMatching(/^v1\.2\.3-1-g/) } },
      b: { '*': { tag: '1' }, dev: { tag: '2' } },
    });
    expect(existsSync(lockFile())).toBe(false);
  });

  test.each([
    ['production', 'prod.example.com/acme/a'],
    ['stable', 'prod.example.com/acme/a'],
    ['dev', 'registry.example.com/acme/a'],
  ])('--for %s pushes to the registry that counts there', async (under, repository) => {
    workspace({}, service('a'));
    expect((await build('--push', '--for', under, '--quiet')).code).toBe(0);
    expect(lock().a).toMatchObject({ [under]: { repository } });
  });

  test('--registry goes before the platform, and never an earlier lock', async () => {
    workspace({}, service('a'));
    expect((await build('--push', '--registry', '127.0.0.1:5000/x', '--quiet')).code).toBe(0);
    expect(lock().a['*'].repository).toBe('127.0.0.1:5000/x/a');
    expect((await build('--push', '--quiet')).code).toBe(0);
    expect(lock().a['*'].repository).toBe('registry.example.com/acme/a');
  });

  test('says --release, --commit and SOURCE_DATE_EPOCH where git does not', async () => {
    folder = folderWith(merged(acme, service('a')));
    docker = fakeDocker();
    vi.stubEnv('GIT_CEILING_DIRECTORIES', tmpdir());
    expect((await build('--push')).stderr).toContain('say --release, --commit and SOURCE_DATE_EPOCH');
    vi.stubEnv('SOURCE_DATE_EPOCH', '1795341600');
    const sha = 'c0ffee'.padEnd(40, '0');
    expect((await build('--push', '--release', 'v9+x', '--commit', sha, '--quiet')).code).toBe(0);
    expect(lock().a['*']).toMatchObject({
      tag: 'v9-x',
      build: { version: 'v9+x', commit: sha, time: '2026-11-22T10:00:00Z' },
    });
  });

  test('says so where the builder keeps the times of files', async () => {
    workspace({ driver: 'docker' }, service('a'));
    const { code, stdout } = await build('--push');
    expect(code).toBe(0);
    expect(stdout).toContain('this builder keeps the times of files in layers');
  });

  test('works without buildx, by the BuildKit of the engine', async () => {
    const image = 'registry.example.com/acme/a';
    const push = {
      says: ['The push refers to repository [x]', `v1.2.3: digest: ${digestFor('a')} size: 5`],
      status: 0,
    };
    const { calls } = workspace(
      { buildx: false, builds: { a: { push, repoDigests: [`${image}@${digestFor('a')}`] } } },
      service('a'),
    );
    expect((await build('--push', '--quiet')).code).toBe(0);
    expect(lock().a['*'].digest).toBe(digestFor('a'));
    const made = calls().filter(({ args, event }) => event === 'begin' && args[0] === 'build');
    expect(made.map(({ buildKit }) => buildKit)).toEqual(['1']);
  });

  test('tells a push that is denied with the command that logs in', async () => {
    const push = {
      says: ['The push refers to repository [x]', 'denied: requested access to the resource is denied'],
      status: 1,
    };
    workspace({ buildx: false, builds: { a: { push } } }, service('a'));
    const { code, stdout } = await build('--push');
    expect(code).toBe(1);
    expect(stdout).toContain(
      'a: failed: the registry registry.example.com refuses the push: run docker login registry.example.com',
    );
    expect(existsSync(lockFile())).toBe(false);
  });

  test('twice at once leaves the entries of both', async () => {
    const role = { milliseconds: 100 };
    workspace({ builds: { a: role, b: role } }, service('a'), service('b'));
    const codes = await Promise.all([build('--push', 'a', '--quiet'), build('--push', 'b', '--quiet')]);
    expect(codes.map(({ code }) => code)).toEqual([0, 0]);
    expect(Object.keys(lock())).toEqual(['a', 'b']);
  });
});

describe('slipway build', () => {
  test('loads the images of the named services, and says that nothing was pushed', async () => {
    const { calls } = workspace({}, ...callers);
    const { code, stdout } = await build('web');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: [
        `web: ${reference('web')}`,
        'nothing was pushed, and the images lock stays as it is: slipway build --push does both',
        '1 service: 1 built',
        '',
      ].join('\n'),
    });
    const [args = []] = calls().flatMap((call) => (call.args.includes('--file') ? [call.args] : []));
    expect(args).toContain('--load');
    expect(existsSync(lockFile())).toBe(false);
  });

  test('loads one platform of several, and says which', async () => {
    workspace(
      {},
      service('a'),
      platform('images: { builder: docker-build, platforms: [linux/amd64, linux/arm64], sbom: true }', environments),
    );
    const { code, stdout } = await build();
    expect(code).toBe(0);
    expect(stdout).toContain(
      'only linux/amd64 was built: the engine holds one platform of an image; --push builds all',
    );
  });

  test('builds what is not committed, and outside of git', async () => {
    const { begun } = workspace({}, service('a'));
    writeFileSync(join(folder, 'a/main'), 'changed');
    expect((await build('--quiet')).code).toBe(0);
    rmSync(join(folder, '.git'), { recursive: true });
    vi.stubEnv('GIT_CEILING_DIRECTORIES', tmpdir());
    expect((await build()).stdout).toContain('a: registry.example.com/acme/a:dev\n');
    expect(begun()).toHaveLength(2);
  });

  test('has nothing to do where every image is finished', async () => {
    workspace({}, { 'paid/service.yaml': definition('paid') });
    expect(await build()).toEqual({
      code: 0,
      stdout: 'no service has an image to build: all name finished ones\n',
      stderr: '',
    });
  });

  test.each([
    [['paid'], /^slipway: paid names a finished image, and nothing builds it: see image in .*paid\/service\.yaml\n$/],
    [['webb'], /^slipway: there is no service "webb"; did you mean web\?\n$/],
    [['--for', 'prodution'], /^slipway: there is no environment or channel "prodution"; did you mean production\?\n$/],
    [['--registry', 'https://x'], /^slipway: --registry "https:\/\/x": expected a registry and a path/],
    [['--jobs', '0'], /expected a number from 1 to 64/],
    [['--release', ''], /it is empty/],
  ])('%j is misuse', async (args, says) => {
    const { begun } = workspace({}, ...callers, { 'paid/service.yaml': definition('paid') });
    const { code, stdout, stderr } = await build(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(says);
    expect(begun()).toEqual([]);
  });

  test('takes folders with hostile names as they are', async () => {
    const { calls } = workspace({}, service('a'));
    const hostile = '--output=type=local,dest=x "y" $(z)';
    git('mv', '--', 'a', hostile);
    commit();
    expect((await build('--quiet')).code).toBe(0);
    const [args = []] = calls().flatMap((call) => (call.args.includes('--file') ? [call.args] : []));
    expect(args.at(-1)).toBe(join(folder, hostile));
    expect(args[args.indexOf('--file') + 1]).toBe(join(folder, hostile, 'Dockerfile'));
  });
});

describe('before anything is built', () => {
  test('all that is wrong is told at once', async () => {
    const secret = [
      'build:',
      '  language: custom',
      '  entrypoint: [/app/b]',
      '  stages: [{ name: build, from: "debian:trixie", steps: [{ command: "true", secrets: { netrc: /root/.netrc } }] }]',
    ].join('\n');
    const { begun } = workspace(
      { noEngine: 'Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?' },
      service('a'),
      { 'b/service.yaml': service('b')['b/service.yaml']?.replace(/^build: .*$/m, secret) ?? '' },
    );
    rmSync(join(folder, 'platform.yaml'));
    writeFileSync(join(folder, 'a/main'), 'changed');
    vi.stubEnv('SECRET_NETRC', '/no/such/file');
    const { code, stdout, stderr } = await build('--push');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    for (const part of [
      'docker: 1 problem\n  the engine cannot be reached: Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?',
      'platform: 1 problem\n  registry: nothing says where images are pushed to',
      'its folder differs from the commit',
      'run "slipway generate"',
      'the build needs the secret netrc, and /no/such/file is not there',
    ])
      expect(stderr).toContain(part);
    expect(begun()).toEqual([]);
  });

  test('a docker that is not there is told in one line', async () => {
    workspace({}, service('a'));
    const bin = join(temporary, 'bin');
    mkdirSync(bin);
    symlinkSync(execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim(), join(bin, 'git'));
    vi.stubEnv('PATH', bin);
    const { code, stderr } = await build('--push');
    expect(code).toBe(1);
    expect(stderr).toContain('docker: 1 problem\n  there is no docker on the PATH\n    fix: install docker');
  });

  test('what needs buildx is told where there is none', async () => {
    const { begun } = workspace(
      { buildx: false },
      service('a'),
      platform(
        'images: { builder: docker-build, platforms: [linux/amd64, linux/arm64], sbom: true, provenance: max, cacheTo: "r.example.com/{name}:cache" }',
        environments,
      ),
    );
    const { code, stderr } = await build('--push');
    expect(code).toBe(1);
    for (const path of ['platforms', 'sbom', 'provenance', 'cacheTo'])
      expect(stderr).toMatch(new RegExp(`images\\.${path}: .* buildx, which docker lacks here`));
    expect(begun()).toEqual([]);
  });

  test('what differs from the commit is refused, unless --allow-dirty', async () => {
    workspace({}, service('a'), service('b'));
    writeFileSync(join(folder, 'a/main'), 'changed');
    const { code, stderr } = await build('--push');
    expect(code).toBe(1);
    expect(stderr).toMatch(/a\/service\.yaml: 1 problem\n {2}build: its folder differs from the commit [0-9a-f]{12}/);
    expect(stderr).not.toContain('b/service.yaml');
    const named = await build('--push', '--allow-dirty', '--release', '1.2.4');
    expect(named).toMatchObject({ code: 1, stderr: expect.stringContaining('nobody could build 1.2.4 again') });
    expect((await build('--push', '--allow-dirty', '--quiet')).code).toBe(0);
    expect(lock()).toMatchObject({
      a: { '*': { tag: 'v1.2.3-dirty', build: { dirty: true } } },
      b: { '*': { tag: 'v1.2.3' } },
    });
  });

  test.each([
    [['--release', 'a"b'], 'expected a version of at most 128 characters'],
    [['--commit', 'main'], 'expected the 40 hexadecimal digits of a commit'],
  ])('%j is told', async (args, says) => {
    const { begun } = workspace({}, service('a'), service('b'));
    const { code, stderr } = await build('--push', ...args);
    expect(code).toBe(1);
    expect(stderr).toContain(says);
    expect(begun()).toEqual([]);
  });

  test('a lock that is malformed is told', async () => {
    const { begun } = workspace({}, service('a'));
    writeFileSync(lockFile(), '{');
    const { code, stderr } = await build('--push');
    expect(code).toBe(1);
    expect(stderr).toContain('images.lock.json: 1 problem\n  it is no JSON');
    expect(begun()).toEqual([]);
  });

  test.each([
    ['in a folder that is not there', 'missing/images.json', /the folder .*missing is not there: make it/],
    ['a link', 'link.json', /link\.json.*symbolic link/],
  ])('a lock that could not be written, as it is %s, is told', async (_, file, says) => {
    const { calls } = workspace({}, service('a'));
    symlinkSync('elsewhere.json', join(folder, 'link.json'));
    const { code, stderr } = await build('--push', '--images', join(folder, file));
    expect(code).toBe(1);
    expect(stderr).toMatch(says);
    expect(calls()).toEqual([]);
    expect((await build('--images', join(folder, file), '--quiet')).code).toBe(0);
  });

  test('a channel whose environments pull from different registries is told', async () => {
    workspace(
      {},
      service('a'),
      platform('environments: { one: { registry: a.example.com/x, channel: stable }, two: { channel: stable } }'),
    );
    const { code, stderr } = await build('--push', '--for', 'stable');
    expect(code).toBe(1);
    expect(stderr).toContain(
      'the environments of stable pull from different registries: a.example.com/x, registry.example.com/acme',
    );
  });
});

describe('a build that a signal ends', () => {
  const isAlive = (id: number): boolean => {
    try {
      process.kill(id, 0);
      return !/^\S+ \(.*\) Z/.test(readFileSync(`/proc/${id}/stat`, 'utf8'));
    } catch {
      return false;
    }
  };
  const until = async (condition: () => boolean, one: ChildProcess): Promise<void> => {
    while (!condition()) {
      if (one.exitCode !== null) throw new Error(`slipway ended with ${one.exitCode}`);
      await setTimeout(20);
    }
  };

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s leaves no child, no temporary file, and what was done before',
    async (signal) => {
      const { folder: stage } = workspace(
        { builds: { slow: { milliseconds: 600_000, child: true } } },
        service('fast'),
        service('slow'),
      );
      const main = join(root, 'lib/cli/main.ts');
      const process_ = spawn(
        process.execPath,
        ['--import', 'tsx', main, 'build', '--push', '--workspace', folder, '--jobs', '2'],
        {
          cwd: root,
          env: { ...process.env, TMPDIR: temporary },
        },
      );
      let stdout = '';
      process_.stdout.on('data', (chunk: Buffer) => {
        stdout += chunk.toString();
      });
      const end = once(process_, 'close');
      // The file is there before its text is.
      const childText = (): string =>
        existsSync(join(stage, 'child')) ? readFileSync(join(stage, 'child'), 'utf8') : '';
      await until(() => childText() !== '' && existsSync(lockFile()), process_);
      const children = docker?.calls().map(({ pid }) => pid) ?? [];
      const child = Number(childText());
      expect(isAlive(child)).toBe(true);
      process_.kill(signal);
      expect(await end).toEqual([null, signal]);
      expect([child, ...children].filter(isAlive)).toEqual([]);
      expect(leftBehind()).toEqual([]);
      expect(Object.keys(lock())).toEqual(['fast']);
      expect(stdout).toContain('slow: failed: it was ended before it was done\n');
      expect(stdout).toContain('2 services: 1 built, 1 failed;');
    },
  );

  test('Ctrl-C that a terminal sends to git too ends it before anything is built, and is no fault of ours', async () => {
    const { begun } = workspace({}, service('a'));
    const bin = join(temporary, 'bin');
    mkdirSync(bin);
    const asked = join(temporary, 'asked');
    writeFileSync(join(bin, 'git'), `#!/bin/sh\n: > ${asked}\nexec sleep 600\n`, { mode: 0o755 });
    const process_ = spawn(
      process.execPath,
      ['--import', 'tsx', join(root, 'lib/cli/main.ts'), 'build', '--push', '--workspace', folder],
      { cwd: root, detached: true, env: { ...process.env, TMPDIR: temporary, PATH: `${bin}:${process.env.PATH}` } },
    );
    let [stdout, stderr] = ['', ''];
    process_.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    process_.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const end = once(process_, 'close');
    await until(() => existsSync(asked), process_);
    process.kill(-Number(process_.pid), 'SIGINT');
    expect(await end).toEqual([null, 'SIGINT']);
    expect({ stdout, stderr }).toEqual({ stdout: 'it was ended before anything was built\n', stderr: '' });
    expect(begun()).toEqual([]);
  });
});
