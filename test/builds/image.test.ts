import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../lib/builds/engine.js';
import { buildImage } from '../../lib/builds/image.js';
import type { Ended, Programs } from '../../lib/builds/programs.js';
import type { BuildRequest } from '../../lib/image/request.js';

const folder = mkdtempSync(join(tmpdir(), 'slipway-image-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const request: BuildRequest = {
  service: 'orders',
  context: '/work/orders',
  dockerfile: '/work/orders/Dockerfile',
  arguments: {},
  labels: {},
  platforms: ['linux/amd64'],
  repository: 'registry.example.com/acme/orders',
  tag: 'v1',
  secrets: [],
  cacheFrom: [],
  sbom: false,
  provenance: 'none',
};
const digest = `sha256:${'1'.repeat(64)}`;
const ended = (status: number, ...lines: readonly string[]): Ended => ({ status, stdout: '', lines });

/** Builds with a docker that gives these answers, one after the other, and tells how it was called. */
const build = async (engine: Engine, answers: readonly Ended[], push = true) => {
  const calls: (readonly string[])[] = [];
  const programs: Programs = {
    run: async (_, args) => {
      const answer = answers[calls.length];
      calls.push(args);
      const file = args[args.indexOf('--metadata-file') + 1];
      if (answer === undefined) throw new Error('nobody answers');
      if (answer.status === 0 && args.includes('--metadata-file') && file !== undefined)
        writeFileSync(file, JSON.stringify({ 'containerimage.digest': digest }));
      const id = args[args.indexOf('--iidfile') + 1];
      if (args.includes('--iidfile') && id !== undefined) writeFileSync(id, 'sha256:1234\n');
      return answer;
    },
    end: () => undefined,
  };
  const wanted = { request, secretFiles: {}, onLine: () => undefined };
  const told = await buildImage({ programs, engine, folder, push }, wanted).catch((error: unknown) => error);
  return { told, calls };
};

describe('an image by buildx', () => {
  const engine = { buildx: true, driver: 'docker', containerd: true, buildkit: 'v0.24.0' };

  test('has the digest of the metadata', async () => {
    const { told, calls } = await build(engine, [ended(0)]);
    expect(told).toEqual({ digest });
    expect(calls).toHaveLength(1);
  });

  test('is built once more where the builder refuses to rewrite times', async () => {
    const refusal = 'ERROR: failed to solve: exporter option "rewrite-timestamp" conflicts with "unpack"';
    const { told, calls } = await build(engine, [ended(1, refusal), ended(0)]);
    expect(told).toEqual({ digest, timesKept: true });
    expect(calls.map((args) => args.join(' ').includes('rewrite-timestamp=true'))).toEqual([true, false]);
  });

  test('keeps the times of its files in an engine that rewrites none, and says so', async () => {
    expect((await build({ buildx: true, driver: 'docker' }, [ended(0)])).told).toEqual({ digest, timesKept: true });
  });

  test('is not built once more for any other reason', async () => {
    const { told, calls } = await build(engine, [
      ended(1, '#7 0.5 rewrite-timestamp', 'ERROR: failed to solve: something else'),
    ]);
    expect(told).toMatchObject({ name: 'BuildError', message: 'failed to solve: something else' });
    expect(calls).toHaveLength(1);
  });

  test('has no digest where it is not pushed', async () => {
    expect((await build(engine, [ended(0)], false)).told).toEqual({});
  });
});

describe('an image by the engine', () => {
  const engine = { buildx: false };
  const repoDigests = (...all: readonly string[]): Ended => ({ ...ended(0), stdout: JSON.stringify(all) });

  test('is pushed, and has the digest that its repository gives', async () => {
    const { told, calls } = await build(engine, [
      ended(0),
      ended(0, `v1: digest: ${digest} size: 1`),
      repoDigests(`${request.repository}@${digest}`),
    ]);
    expect(told).toEqual({ digest, timesKept: true });
    expect(calls.slice(1)).toEqual([
      ['push', 'registry.example.com/acme/orders:v1'],
      ['image', 'inspect', '--format', '{{json .RepoDigests}}', 'sha256:1234'],
    ]);
  });

  test('is not told by the digest of another repository', async () => {
    const answers = [ended(0), ended(0, 'pushed'), repoDigests(`registry.example.com/acme/other@${digest}`)];
    expect((await build(engine, answers)).told).toMatchObject({
      message: expect.stringContaining('it was pushed, and its digest is not known'),
    });
  });

  test('is not pushed where that is not asked for, or its build failed', async () => {
    expect((await build(engine, [ended(0)], false)).calls).toHaveLength(1);
    expect((await build(engine, [ended(1, 'ERROR: x')])).calls).toHaveLength(1);
  });
});

test('at most twenty lines are told of a build that failed', async () => {
  const lines = Array.from({ length: 50 }, (_, at) => `line ${at}`);
  const { told } = await build({ buildx: true }, [ended(1, ...lines)]);
  expect(told).toMatchObject({ log: lines.slice(-20) });
});
