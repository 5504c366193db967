import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  changed,
  type FakeDocker,
  fakeDocker,
  fromContainerd,
  type Recorded,
  recorded,
} from '../builds/fake-docker.js';
import { folderWith, run } from './run.js';

const digest = `sha256:${'4d'.repeat(32)}`;
const repository = 'registry.example.com/acme/ledger';
const byTag = `${repository}:3.0.2`;
const byDigest = `${repository}@${digest}`;
const build = {
  version: '3.0.2',
  commit: 'f00dfeed'.repeat(5),
  dirty: false,
  time: '2026-11-22T10:00:00Z',
  context: `sha256:${'0'.repeat(64)}`,
  dockerfile: `sha256:${'1'.repeat(64)}`,
};
const ledger = { tag: '3.0.2', digest, build };

let docker: FakeDocker;
let folder = '';
beforeEach(() => {
  docker = fakeDocker();
  folder = folderWith({});
  vi.stubEnv('PATH', `${docker.folder}:${process.env.PATH}`);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(docker.folder, { recursive: true });
  rmSync(folder, { recursive: true });
});

/** Verifies images of the example organisation with a lock of its own. */
const verify = (lock: unknown, ...args: readonly string[]) => {
  const file = join(folder, 'images.lock.json');
  writeFileSync(file, JSON.stringify(lock));
  return run(['verify-image', '-w', 'apps', '--images', file, ...args]);
};

/** Verifies the image of one service of a workspace with this definition. */
const verifyOwn = (image: Recorded, files: Readonly<Record<string, string>>, ...args: readonly string[]) => {
  rmSync(folder, { recursive: true });
  folder = folderWith(files);
  docker.has(byTag, image);
  return run(['verify-image', 'ledger', '--image', byTag, '--workspace', folder, ...args]);
};

const told = (stdout: string) => [...stdout.matchAll(/^ledger: (.*) \((\S+)\)$/gm)].map(([, , rule]) => rule);

const withUser = (user: string): Recorded =>
  changed(recorded('ledger'), (image, config) => ({ ...image, Config: { ...config, User: user } }));

describe('slipway verify-image', () => {
  test('finds nothing in images that are as their definitions say', async () => {
    docker.has(byDigest, fromContainerd(recorded('ledger'), digest));
    docker.has('registry.example.com/acme/report:0.9.1', recorded('report'));
    const lock = { ledger: { '*': ledger }, report: { '*': { tag: '0.9.1' } } };
    expect(await verify(lock, 'ledger', 'report')).toEqual({ code: 0, stdout: '2 images: no findings\n', stderr: '' });
  });

  test('tells findings with their places, and counts them', async () => {
    docker.has(byTag, withUser('root'));
    const { code, stdout, stderr } = await verify({ ledger: { '*': { tag: '3.0.2' } } }, 'ledger');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      'ledger: USER is root, security.user of the definition is 65532:65532 (image/user)',
      `    ${byTag} USER: root`,
      '    apps/ledger/service.yaml security.user: 65532:65532',
    ]);
    expect(stdout).toMatch(/\n {4}fix: run "slipway generate".*\n1 image: 1 finding\n$/);
  });

  test('gives machines the images and the findings', async () => {
    docker.has(byTag, withUser('root'));
    const { stdout } = await verify({ ledger: { '*': { tag: '3.0.2' } } }, 'ledger', '--json');
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      images: [{ service: 'ledger', reference: byTag }],
      findings: [
        {
          rule: 'image/user',
          service: 'ledger',
          places: [expect.any(Object), expect.any(Object)],
          message: 'USER is root, security.user of the definition is 65532:65532',
          fix: expect.any(String),
        },
      ],
    });
  });

  test('holds the labels against the build that the lock tells of, and the digest against the engine’s', async () => {
    docker.has(byDigest, fromContainerd(recorded('ledger'), `sha256:${'5e'.repeat(32)}`));
    const other = { ...ledger, build: { ...build, version: '3.0.3' } };
    const { stdout } = await verify({ ledger: { '*': other } }, 'ledger');
    expect(told(stdout)).toEqual(['image/labels', 'image/labels', 'image/digest']);
    expect(stdout).toContain(`the label org.opencontainers.image.version is 3.0.2, ledger.*.build.version of `);
    expect(stdout).toContain('tag of ledger.* is 3.0.2, the version that was built has the tag 3.0.3');
    expect(stdout).toContain(`images.lock.json ledger.*.digest: ${digest}`);
  });
});

describe('the image that is verified', () => {
  test('is that of an environment, or else the one for all', async () => {
    const lock = { ledger: { '*': { tag: '1.0.0' }, dev: { tag: '2.0.0' } } };
    for (const tag of ['1.0.0', '2.0.0']) docker.has(`${repository}:${tag}`, recorded('ledger'));
    const references = async (...args: readonly string[]) =>
      JSON.parse((await verify(lock, 'ledger', '--json', ...args)).stdout).images;
    expect(await references('--for', 'dev')).toEqual([{ service: 'ledger', reference: `${repository}:2.0.0` }]);
    expect(await references('--for', 'production')).toEqual([{ service: 'ledger', reference: `${repository}:1.0.0` }]);
    expect(await references()).toEqual([{ service: 'ledger', reference: `${repository}:1.0.0` }]);
  });

  test('is in the repository that the lock names', async () => {
    docker.has('registry.example.com/other/books:3.0.2', recorded('ledger'));
    const lock = { ledger: { '*': { repository: 'registry.example.com/other/books', tag: '3.0.2' } } };
    expect((await verify(lock, 'ledger')).code).toBe(0);
  });

  test('is that of a channel, for the environments that follow it too', async () => {
    const files = {
      'ledger/service.yaml': 'name: ledger\nteam: payments\nbuild: go\nhealth: { live: /livez, ready: /readyz }\n',
      'platform.yaml':
        'name: acme\nregistry: registry.example.com/eu\nenvironments: { eu: { channel: stable, registry: registry.example.com/acme } }\n',
      'images.lock.json': '{ "ledger": { "stable": { "tag": "3.0.2" } } }',
    };
    rmSync(folder, { recursive: true });
    folder = folderWith(files);
    for (const under of ['stable', 'eu']) {
      const { stderr } = await run(['verify-image', '-w', folder, '--for', under]);
      expect(stderr).toContain(`${byTag}: 1 problem\n  is not on this machine`);
    }
  });

  test('must stand in the lock: all that are missing are told, each with the command that builds it', async () => {
    const { code, stdout, stderr } = await verify({ report: { dev: { tag: '1' } } }, '--for', 'production');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('images.lock.json: 4 problems');
    expect(stderr).toContain(
      '  ledger.production: there is no image of it\n    fix: run "slipway build --push --for production ledger"\n',
    );
    expect(stderr).toContain(
      '  report.production: there is no image of it, only of dev\n    fix: run "slipway build --push --for production report", or say --for dev\n',
    );
    expect((await verify({}, 'ledger')).stderr).toContain('fix: run "slipway build --push ledger"\n');
    expect(docker.calls()).toEqual([]);
  });

  test('must be on this machine: all that are not are told', async () => {
    const lock = { ledger: { '*': ledger }, report: { '*': { tag: '0.9.1' } } };
    const { code, stderr } = await verify(lock, 'ledger', 'report');
    expect(code).toBe(1);
    expect(stderr).toBe(
      [byDigest, 'registry.example.com/acme/report:0.9.1']
        .map(
          (image) =>
            `${image}: 1 problem\n  is not on this machine\n    fix: run "docker pull ${image}", or say --pull\n`,
        )
        .join(''),
    );
  });

  test('is pulled on request, for the platform that it was built for', async () => {
    docker.registryHas(byDigest, fromContainerd(recorded('ledger'), digest));
    expect((await verify({ ledger: { '*': ledger } }, 'ledger', '--pull')).code).toBe(0);
    const arm = { ...ledger, platforms: ['linux/arm64'] };
    expect((await verify({ ledger: { '*': arm } }, 'ledger', '--pull')).code).toBe(0);
    const both = { ...ledger, platforms: ['linux/arm64', 'linux/amd64'] };
    expect((await verify({ ledger: { '*': both } }, 'ledger', '--pull')).code).toBe(0);
    expect(docker.calls().filter((call) => call.startsWith('pull'))).toEqual([
      `pull --quiet --platform linux/amd64 -- ${byDigest}`,
      `pull --quiet --platform linux/arm64 -- ${byDigest}`,
      `pull --quiet -- ${byDigest}`,
    ]);
  });

  test('may be named on the command line, for one service, with whatever version', async () => {
    docker.has('books:local', recorded('ledger'));
    docker.has('301b065fbaf2', recorded('ledger'));
    expect((await verify({}, 'ledger', '--image', 'books:local')).stdout).toBe('1 image: no findings\n');
    expect((await verify({}, 'ledger', '--image', '301b065fbaf2')).code).toBe(0);
  });

  test('is asked for once where there is no docker or no engine', async () => {
    docker.fails('Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n');
    const lock = { ledger: { '*': ledger }, report: { '*': { tag: '0.9.1' } } };
    const { code, stderr } = await verify(lock, 'ledger', 'report');
    expect(code).toBe(1);
    expect(stderr.match(/no engine answers/g)).toHaveLength(1);
    vi.stubEnv('PATH', '/nonexistent');
    expect((await verify(lock, 'ledger', 'report')).stderr).toMatch(/^docker: 1 problem\n {2}it is not installed/);
  });
});

describe('misuse', () => {
  test.each([
    [['orders'], 'there is no service "orders"'],
    [['ledger', '--for', 'prodction'], 'there is no environment or channel "prodction"; did you mean production?'],
    [['--image', byTag], '--image is of one service'],
    [['ledger', 'report', '--image', byTag], '--image is of one service'],
    [['ledger', '--image', '-x'], '"-x" is no image'],
    [['ledger', '--image', 'Ledger'], '"Ledger" is no image'],
    [['ledger', '--image', byTag, '--for', 'dev'], 'say which image it is once'],
    [['ledger', '--today', 'tomorrow'], 'expected a day such as 2027-03-31'],
  ])('%j is refused, and docker is not asked', async (args, message) => {
    const { code, stdout, stderr } = await verify({}, ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(docker.calls()).toEqual([]);
  });

  test('a finished image is not verified', async () => {
    const finished = 'name: a\nteam: b\nimage: registry.example.com/a:1\nhealth: { live: /l, ready: /r }\n';
    rmSync(folder, { recursive: true });
    folder = folderWith({ 'a/service.yaml': finished });
    expect(await run(['verify-image', '-w', folder])).toMatchObject({ code: 0, stdout: '0 images: no findings\n' });
    const { code, stderr } = await run(['verify-image', 'a', '-w', folder]);
    expect(code).toBe(2);
    expect(stderr).toContain('a names a finished image');
  });
});

const definition = (...lines: readonly string[]): string =>
  [
    'name: ledger',
    'team: payments',
    'network: { ports: { http: 8080, metrics: 9090 } }',
    'health: { live: /livez, ready: /readyz, client: { kind: subcommand, args: [healthcheck] } }',
    ...lines,
    '',
  ].join('\n');

const waiver = (rule: string, expires = '2027-03-31'): string =>
  `waivers: [{ rule: ${rule}, reason: the base image is being replaced, owner: payments, expires: ${expires} }]`;

describe('a waiver of a rule about images', () => {
  const judged = async (image: Recorded, ...lines: readonly string[]) => {
    const files = { 'ledger/service.yaml': definition('build: go', ...lines) };
    const { code, stdout } = await verifyOwn(image, files, '--today', '2027-03-31');
    return { code, rules: told(stdout) };
  };

  test('takes its findings away, until its last day', async () => {
    expect(await judged(withUser('root'))).toEqual({ code: 1, rules: ['image/user'] });
    expect(await judged(withUser('root'), waiver('image/user'))).toEqual({ code: 0, rules: [] });
    expect(await judged(withUser('root'), waiver('image/user', '2027-03-30'))).toEqual({
      code: 1,
      rules: ['image/user', 'image/expired-waiver'],
    });
  });

  test('that nothing needs, or of a rule that there is not, is a finding', async () => {
    expect((await judged(recorded('ledger'), waiver('image/user'))).rules).toEqual(['image/stale-waiver']);
    expect((await judged(recorded('ledger'), waiver('image/usr'))).rules).toEqual(['image/unknown-waiver']);
    expect((await judged(recorded('ledger'), waiver('files/user'))).rules).toEqual([]);
  });

  test('is known to validate, which does not call it stale', async () => {
    const validated = async (...lines: readonly string[]) => {
      const text = definition('image: registry.example.com/acme/ledger:3.0.2', ...lines);
      rmSync(folder, { recursive: true });
      folder = folderWith({ 'ledger/service.yaml': text, 'ledger/.env.example': '' });
      const { stdout } = await run(['validate', '-w', folder, '--today', '2027-03-31', '--json']);
      const { findings, files } = JSON.parse(stdout);
      return [...findings, ...files].map(({ rule }) => rule).filter((rule) => /waiver/.test(rule));
    };
    expect(await validated(waiver('image/size'))).toEqual([]);
    expect(await validated(waiver('image/sise'))).toEqual(['image/unknown-waiver']);
    expect(await validated(waiver('image/size', '2027-03-30'))).toEqual(['image/expired-waiver']);
  });
});

describe('a Dockerfile of a team’s own', () => {
  const configured = (change: Readonly<Record<string, unknown>>): Recorded =>
    changed(recorded('ledger'), (image, config) => ({ ...image, Config: { ...config, ...change } }));
  const strange = configured({ WorkingDir: '/srv', Entrypoint: ['/srv/run'], Cmd: ['--fast'], Healthcheck: null });
  const own = { 'ledger/Dockerfile': 'FROM scratch\n' };
  const rulesOf = async (image: Recorded, files: Readonly<Record<string, string>>) =>
    told((await verifyOwn(image, files)).stdout);

  test('may say its program, folder and arguments itself', async () => {
    const build = 'build: { language: custom, dockerfile: Dockerfile }';
    const said = definition(build).replace(/, client: \{[^}]*\}/, '');
    expect(await rulesOf(strange, { ...own, 'ledger/service.yaml': said })).toEqual([]);
    const none = configured({ Entrypoint: null, Cmd: null, User: '0' });
    expect(await rulesOf(none, { ...own, 'ledger/service.yaml': said })).toEqual(['image/user', 'image/entrypoint']);
    const asks = configured({ Healthcheck: { Test: ['CMD-SHELL', 'curl http://localhost:9090/livez'] } });
    expect(await rulesOf(asks, { ...own, 'ledger/service.yaml': said })).toEqual(Array(5).fill('image/health-check'));
  });

  test('is one that a team took over, too; a generated one is held to the letter', async () => {
    const service = { 'ledger/service.yaml': definition('build: go') };
    expect(await rulesOf(strange, { ...service, ...own })).toEqual(['image/health-check']);
    expect(await rulesOf(strange, service)).toEqual([
      'image/entrypoint',
      'image/entrypoint',
      'image/workdir',
      'image/health-check',
    ]);
  });

  test('is what the lock says it was when the image was built', async () => {
    docker.has(byDigest, fromContainerd(strange, digest));
    const lock = (ownDockerfile: object) => ({ ledger: { '*': { ...ledger, build: { ...build, ...ownDockerfile } } } });
    expect(told((await verify(lock({ ownDockerfile: true }), 'ledger')).stdout)).toEqual(['image/health-check']);
    expect(told((await verify(lock({}), 'ledger')).stdout)).toContain('image/workdir');
  });

  test('runs as any number but root’s where the platform chooses the user', async () => {
    const said = definition('build: { language: custom, dockerfile: Dockerfile }', 'security: { identity: platform }');
    const files = { ...own, 'ledger/service.yaml': said };
    expect(await rulesOf(withUser('1000'), files)).toEqual([]);
    expect(await rulesOf(withUser('0'), files)).toEqual(['image/user']);
  });
});

test('text of an image moves no terminal’s cursor', async () => {
  docker.has(byTag, withUser('\u202eroot\u001b[2J'));
  const { stdout } = await verify({ ledger: { '*': { tag: '3.0.2' } } }, 'ledger');
  expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\u202e/u);
  expect(stdout).toContain('\\u202eroot');
});
