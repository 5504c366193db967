import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { inspectImage, pullImage } from '../../lib/builds/inspect.js';
import { changed, type FakeDocker, fakeDocker, recorded } from './fake-docker.js';

const reference = 'registry.example.com/acme/ledger:3.0.2';

let docker: FakeDocker;
beforeEach(() => {
  docker = fakeDocker();
  vi.stubEnv('PATH', `${docker.folder}:${process.env.PATH}`);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(docker.folder, { recursive: true });
});

describe('inspectImage', () => {
  test('asks docker for the image and its history, each reference after the options', async () => {
    docker.has(reference, recorded('ledger'));
    expect(await inspectImage(reference)).toMatchObject({ reference, user: '65532:65532' });
    expect(docker.calls()).toEqual([
      `image inspect -- ${reference}`,
      `history --no-trunc --human=false --format {{json .}} -- ${reference}`,
    ]);
  });

  test('says that an image is not on this machine, and how it gets there', async () => {
    await expect(inspectImage(reference)).rejects.toMatchObject({
      name: 'DefinitionError',
      source: reference,
      problems: [{ path: '', message: 'is not on this machine', fix: `run "docker pull ${reference}", or say --pull` }],
    });
  });

  test('says that there is no docker', async () => {
    vi.stubEnv('PATH', '/nonexistent');
    await expect(inspectImage(reference)).rejects.toThrow(/^docker: 1 problem\n {2}it is not installed/);
  });

  test.each([
    'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n',
    'permission denied while trying to connect to the docker API at unix:///var/run/docker.sock\n',
    'error during connect: Get "http://docker.example/v1.41/images": dial tcp: no such host\n',
  ])('says that no engine answers: %s', async (stderr) => {
    docker.fails(stderr);
    await expect(inspectImage(reference)).rejects.toThrow(
      `docker: 1 problem\n  no engine answers: ${stderr.trim()}\n    fix: start it, or say with DOCKER_HOST`,
    );
  });

  test('tells anything else in docker’s own words, without what moves the cursor', async () => {
    docker.fails("unknown flag: --h\u001b[2Juman\nSee 'docker image inspect --help'.\n");
    await expect(inspectImage(reference)).rejects.toThrow(
      `${reference}: 1 problem\n  docker failed: unknown flag: --h [2Juman\n`,
    );
  });

  test('says that an image is here for other platforms only', async () => {
    docker.has(
      reference,
      changed(recorded('ledger'), ({ Config: _, ...image }) => image),
    );
    await expect(inspectImage(reference)).rejects.toThrow('is on this machine for other platforms only');
  });

  test('refuses an answer that it cannot read', async () => {
    docker.has(reference, { inspect: '[{}]', history: '' });
    await expect(inspectImage(reference)).rejects.toThrow('docker tells of it what cannot be read');
  });
});

describe('pullImage', () => {
  test('pulls for the engine’s own platform, or for one that is named', async () => {
    docker.registryHas(reference, recorded('ledger'));
    await pullImage(reference);
    await pullImage(reference, 'linux/arm64');
    expect(docker.calls()).toEqual([
      `pull --quiet -- ${reference}`,
      `pull --quiet --platform linux/arm64 -- ${reference}`,
    ]);
    expect(await inspectImage(reference)).toMatchObject({ os: 'linux' });
  });

  test('tells what the registry says', async () => {
    await expect(pullImage(reference)).rejects.toThrow(
      `docker failed: Error response from daemon: manifest for ${reference} not found`,
    );
  });
});
