import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { lockedImage, readImagesLock } from '../lib/images-lock.js';
import { problemsOf } from './support/definitions.js';

const digest = `sha256:${'a'.repeat(64)}`;
const registry = 'registry.example.com/acme';
const of = (lock: Parameters<typeof lockedImage>[0], more: object = {}) =>
  lockedImage(lock, { service: 'orders', environment: 'test', registry, local: false, ...more });

describe('lockedImage', () => {
  test('is the entry of the environment, or the one for all others', () => {
    const lock = { orders: { '*': { tag: '1.0' }, test: { tag: '1.1', digest } } };
    expect(of(lock)).toEqual({ under: 'test', repository: `${registry}/orders`, tag: '1.1', digest });
    expect(of(lock, { environment: 'production' })).toEqual({
      ...{ under: '*', tag: '1.0' },
      repository: `${registry}/orders`,
    });
  });

  test('may lie elsewhere', () => {
    expect(of({ orders: { '*': { repository: 'registry.example.com/a/b', digest } } })).toEqual({
      under: '*',
      repository: 'registry.example.com/a/b',
      digest,
    });
  });

  test('has no version where the lock does not know it, but for local work', () => {
    expect(of({})).toEqual({ repository: `${registry}/orders` });
    expect(of({}, { local: true, registry: undefined })).toEqual({ repository: 'orders', tag: 'local' });
  });

  test.each(['constructor', 'tostring', '__proto__'])('knows nothing of a service or environment called %s', (name) => {
    expect(of({}, { service: name, registry: undefined })).toEqual({ repository: name });
    expect(of({ orders: { '*': { tag: '1.0' } } }, { environment: name })).toMatchObject({ tag: '1.0' });
  });
});

describe('readImagesLock', () => {
  const folder = mkdtempSync(join(tmpdir(), 'images-lock-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const read = (text: string) => {
    const file = join(folder, 'images.lock.json');
    writeFileSync(file, text);
    return readImagesLock(file);
  };
  const problems = (lock: unknown) => problemsOf(() => read(JSON.stringify(lock)));

  test('reads tags and digests by service and environment', () => {
    const lock = { orders: { '*': { tag: '1.0', digest }, test: { repository: 'a/b', tag: '1.1' } } };
    expect(read(JSON.stringify(lock))).toEqual(lock);
  });

  test.each<readonly [unknown, string]>([
    [[], ''],
    [{ Orders: {} }, 'Orders'],
    [{ orders: { '*': {} } }, 'orders["*"]'],
    [{ orders: { '*': { tag: 'a b' } } }, 'orders["*"].tag'],
    [{ orders: { '*': { digest: 'sha256:abc' } } }, 'orders["*"].digest'],
    [{ orders: { '*': { tag: '1', repository: 'a/b:1' } } }, 'orders["*"].repository'],
    [{ orders: { '*': { tag: '1', repository: 'https://a/b' } } }, 'orders["*"].repository'],
    [{ orders: { test: { tga: '1', tag: '1' } } }, 'orders.test.tga'],
  ])('%j is refused at %s', (lock, path) => {
    expect(problems(lock).map((problem) => problem.path)).toContain(path);
  });

  test('says what is wrong with a file that is no JSON or not there', () => {
    expect(problemsOf(() => read('{'))).toMatchObject([
      {
        message: expect.stringMatching(/^it is no JSON/),
        fix: expect.stringMatching(/^restore the file from git, or remove it and run "slipway build --push";/),
      },
    ]);
    mkdirSync(join(folder, 'folder'));
    expect(problemsOf(() => readImagesLock(join(folder, 'folder')))).toMatchObject([
      {
        message: 'the lock file of images cannot be read: a folder is in its place',
        fix: expect.stringMatching(/remove it$/),
      },
    ]);
    expect(problems({ orders: { stable: { tag: 'a b' } } })).toMatchObject([
      { fix: expect.stringContaining('remove it and run "slipway build --push --for stable orders"') },
    ]);
    expect(problems({ orders: { '*': { tag: 'a b' } } })).toMatchObject([
      {
        fix: expect.stringMatching(/^restore the entry from git, or remove it and run "slipway build --push orders";/),
      },
    ]);
    expect(problemsOf(() => readImagesLock(join(folder, 'none.json')))).toMatchObject([
      {
        message: 'the lock file of images is not there',
        fix: expect.stringContaining(
          'write it with slipway build --push, or as in { "orders": { "*": { "tag": "1.0.0" } } }',
        ),
      },
    ]);
  });
});
