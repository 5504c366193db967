import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DefinitionError } from '../../lib/definition/problems.js';
import { dockerfile } from '../../lib/files/dockerfile.js';
import { dockerignore } from '../../lib/files/dockerignore.js';
import { imageSource } from '../../lib/files/image-source.js';
import { contextHash } from '../../lib/images-lock/context-hash.js';
import { digestOf } from '../../lib/images-lock/digest.js';
import { goImage, goOrders } from '../support/local-orders.js';

const service = { ...goOrders, imageBuild: goImage };
const generated = dockerfile(service);
const own = { ...service, imageBuild: { ...goImage, generated: false, dockerfile: 'docker/Containerfile' } };

let workspace = '';
let folder = '';
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'slipway-'));
  folder = join(workspace, 'apps/orders');
  mkdirSync(join(folder, 'docker'), { recursive: true });
  writeFileSync(join(folder, 'main.go'), 'package main\n');
  writeFileSync(join(folder, '.dockerignore'), '.env\n');
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

const write = (path: string, text: string): void => writeFileSync(join(folder, path), text);

describe('the source of an image', () => {
  test('is the Dockerfile that the definition gives, and what the build sees', async () => {
    write('Dockerfile', generated);
    expect(await imageSource(service, workspace)).toEqual({
      context: await contextHash(folder, 'Dockerfile'),
      dockerfile: digestOf(generated),
      ownDockerfile: false,
    });
  });

  test.each([
    ['that was taken over', service, 'Dockerfile', generated.split('\n').slice(1).join('\n')],
    ['that was never generated', own, 'docker/Containerfile', 'FROM scratch\n'],
    ['that once was', own, 'docker/Containerfile', generated],
    ['that is empty', service, 'Dockerfile', ''],
  ])("may be a Dockerfile of the team's own %s", async (_, one, path, text) => {
    write(path, text);
    expect(await imageSource(one, workspace)).toEqual({
      context: await contextHash(folder, path),
      dockerfile: digestOf(text),
      ownDockerfile: true,
    });
  });

  test('is hashed as bytes, whatever they are', async () => {
    const bytes = Uint8Array.of(0x23, 0xff, 0xfe, 0x0a);
    writeFileSync(join(folder, 'Dockerfile'), bytes);
    expect(await imageSource(service, workspace)).toMatchObject({ dockerfile: digestOf(bytes), ownDockerfile: true });
  });
});

const problems = async (one: Parameters<typeof imageSource>[0]): Promise<readonly unknown[]> => {
  const error = await imageSource(one, workspace).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DefinitionError)) throw new Error('there was no DefinitionError', { cause: error });
  expect(error.source).toBe('apps/orders/service.ts');
  return error.problems;
};
const again = 'run "slipway generate", and commit what it writes';

describe('a Dockerfile is refused', () => {
  const problem = async (one: Parameters<typeof imageSource>[0]): Promise<unknown> => {
    const [first, ...more] = await problems(one);
    expect(more).toEqual([]);
    return first;
  };

  test.each([
    ['a line more', `${generated}USER root\n`],
    ['other ends of its lines', generated.replaceAll('\n', '\r\n')],
    ['nothing but its marker', generated.split('\n').slice(0, 1).join('\n')],
  ])('that is not what the definition gives now: with %s', async (_, text) => {
    write('Dockerfile', text);
    expect(await problem(service)).toEqual({
      path: 'build',
      message: `${join(folder, 'Dockerfile')} is not what the definition gives now`,
      fix: again,
    });
  });

  test('that is not there', async () => {
    expect(await problem(service)).toEqual({
      path: 'build',
      message: `${join(folder, 'Dockerfile')} is not there`,
      fix: again,
    });
    expect(await problem(own)).toEqual({
      path: 'build',
      message: `${join(folder, 'docker/Containerfile')} is not there`,
      fix: 'write it, or name the Dockerfile that there is in build.dockerfile',
    });
  });

  test('that is a folder', async () => {
    mkdirSync(join(folder, 'Dockerfile'));
    expect(await problem(service)).toMatchObject({
      message: `${join(folder, 'Dockerfile')} cannot be read: a folder is in its place`,
      fix: `let it be a file that can be read, or remove it and ${again}`,
    });
  });
});

describe('what hides secrets from the build', () => {
  const about = (says: string): unknown => ({
    path: 'build',
    message: `${join(folder, '.dockerignore')} ${says}`,
    fix: again,
  });

  test('is what the definition gives, or kept by the team', async () => {
    write('Dockerfile', generated);
    for (const text of [dockerignore(service), '.env\n']) {
      write('.dockerignore', text);
      expect(await imageSource(service, workspace)).toMatchObject({ ownDockerfile: false });
    }
  });

  test('is refused where it is an old one, together with an old Dockerfile', async () => {
    const old = dockerignore(service).replace('.env', '.envrc');
    expect(old).not.toBe(dockerignore(service));
    write('.dockerignore', old);
    write('Dockerfile', generated);
    expect(await problems(service)).toEqual([about('is not what the definition gives now')]);
    write('Dockerfile', `${generated}USER root\n`);
    expect(await problems(service)).toHaveLength(2);
    write('docker/Containerfile', 'FROM scratch\n');
    expect(await problems(own)).toEqual([about('is not what the definition gives now')]);
  });

  test("has to be there, but for a Dockerfile of the team's own", async () => {
    rmSync(join(folder, '.dockerignore'));
    write('Dockerfile', generated);
    write('docker/Containerfile', 'FROM scratch\n');
    expect(await problems(service)).toEqual([about('is not there, and the build would see all of its folder')]);
    expect(await imageSource(own, workspace)).toMatchObject({ ownDockerfile: true });
  });
});
