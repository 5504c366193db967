import { describe, expect, test } from 'vitest';
import { findEngine, rewritesTimes } from '../../lib/builds/engine.js';
import type { Ended, Programs } from '../../lib/builds/programs.js';

const ended = (status: number, stdout: string, ...errors: readonly string[]): Ended => ({
  status,
  stdout,
  lines: [...stdout.split('\n').filter((line) => line !== ''), ...errors],
});
const server = ended(0, '{"Client":{},"Server":{"Os":"linux","Arch":"arm64"}}\n');
const noServer = ended(
  1,
  '{"Client":{},"Server":null}\n',
  'Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?',
);
const noBuildx = ended(1, '', "docker: 'buildx' is not a docker command.", "See 'docker --help'");
const buildx = ended(0, 'github.com/docker/buildx v0.29.1\n');
const builder = (driver: string, version: string) =>
  ended(
    0,
    `Name:          default\nDriver:        ${driver}\n\nNodes:\nStatus:           running\nBuildKit version: ${version}\nPlatforms: x\n`,
  );

const programs = (answers: Readonly<Record<string, Ended | Error>>): Programs => ({
  run: async (_, args) => {
    const answer =
      answers[args.slice(0, args[0] === 'buildx' ? 2 : 1).join(' ')] ?? new Error(`nobody plays ${args.join(' ')}`);
    if (answer instanceof Error) throw answer;
    return answer;
  },
  end: () => undefined,
});
const find = (answers: Readonly<Record<string, Ended | Error>>, push = true) => findEngine(programs(answers), { push });

describe('the engine', () => {
  test('builds by buildx where docker has it', async () => {
    const answers = {
      version: server,
      'buildx version': buildx,
      'buildx inspect': builder('docker', 'v0.8+unknown'),
      info: ended(0, '[["Backing Filesystem","extfs"]]'),
    };
    expect(await find(answers)).toEqual({
      engine: { buildx: true, driver: 'docker', buildkit: 'v0.8+unknown', containerd: false, platform: 'linux/arm64' },
    });
  });

  test('may keep its images in containerd', async () => {
    const info = ended(0, '[["driver-type","io.containerd.snapshotter.v1"]]');
    const answers = { version: server, 'buildx version': buildx, 'buildx inspect': builder('docker', 'v0.25.0'), info };
    expect(await find(answers)).toMatchObject({ engine: { containerd: true } });
  });

  test('builds by itself where docker has no buildx', async () => {
    expect(await find({ version: server, 'buildx version': noBuildx })).toEqual({
      engine: { buildx: false, platform: 'linux/arm64' },
    });
  });

  test('is not needed by a builder elsewhere that pushes', async () => {
    const answers = { version: noServer, 'buildx version': buildx, 'buildx inspect': builder('remote', '') };
    expect(await find(answers)).toEqual({ engine: { buildx: true, driver: 'remote' } });
    expect(await find(answers, false)).toMatchObject({
      problem: { message: expect.stringContaining('cannot be reached') },
    });
  });

  test.each([
    ['without buildx', { 'buildx version': noBuildx }],
    [
      'with buildx',
      { 'buildx version': buildx, 'buildx inspect': ended(0, 'Driver:        \nError:         Cannot connect\n') },
    ],
    ['with the driver docker', { 'buildx version': buildx, 'buildx inspect': builder('docker', '') }],
  ])('that does not run is told with docker’s words, %s', async (_, answers) => {
    expect(await find({ version: noServer, ...answers })).toEqual({
      problem: {
        path: '',
        message:
          'the engine cannot be reached: Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?',
        fix: 'start it, or say where it is with DOCKER_HOST or docker context use',
      },
    });
  });

  test('has no builder of a name that there is not', async () => {
    const answers = {
      version: server,
      'buildx version': buildx,
      'buildx inspect': ended(1, '', 'ERROR: no builder "x" found'),
    };
    expect(await find(answers)).toMatchObject({
      problem: { message: 'docker buildx has no builder: no builder "x" found' },
    });
  });

  test('is nothing without a client', async () => {
    const missing = Object.assign(new Error('spawn docker ENOENT'), { code: 'ENOENT' });
    expect(await find({ version: missing, 'buildx version': missing })).toMatchObject({
      problem: { message: 'there is no docker on the PATH', fix: expect.stringContaining('install docker') },
    });
  });
});

test.each([
  [{ buildx: true, driver: 'docker-container', buildkit: 'v0.13.0' }, true],
  [{ buildx: true, driver: 'docker-container', buildkit: 'v0.12.5' }, false],
  [{ buildx: true, driver: 'docker-container' }, true],
  [{ buildx: true, driver: 'remote', buildkit: 'v1.0.0' }, true],
  [{ buildx: true, driver: 'docker', containerd: false, buildkit: 'v0.25.0' }, false],
  [{ buildx: true, driver: 'docker', containerd: true, buildkit: 'v0.25.0' }, true],
  [{ buildx: true, driver: 'docker', containerd: true, buildkit: 'v0.8+unknown' }, false],
  [{ buildx: false }, false],
])('%j rewrites the times of files: %j', (engine, rewrites) => {
  expect(rewritesTimes(engine)).toBe(rewrites);
});
