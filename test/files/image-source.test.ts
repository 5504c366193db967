import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DefinitionError } from '../../lib/definition/problems.js';
import { dockerfile } from '../../lib/files/dockerfile.js';
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

describe('a Dockerfile is refused', () => {
  const problem = async (one: Parameters<typeof imageSource>[0]): Promise<unknown> => {
    const error = await imageSource(one, workspace).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof DefinitionError)) throw new Error('there was no DefinitionError', { cause: error });
    expect(error.source).toBe('apps/orders/service.ts');
    expect(error.problems).toHaveLength(1);
    return error.problems[0];
  };
  const again = 'run "slipway generate", and commit what it writes';

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
