import { describe, expect, test } from 'vitest';
import type { ImagesLock } from '../../../lib/images-lock.js';
import { minimal, problemsOf, resolved } from '../../support/definitions.js';

const digest = `sha256:${'a'.repeat(64)}`;
const given = (image: string, facts = {}) => problemsOf(() => resolved(minimal({ image }), facts));
const built = (images: ImagesLock, facts = {}) =>
  problemsOf(() => resolved(minimal({ image: undefined, build: 'node' }), facts, { images }));

describe('an image', () => {
  test.each(['a/b', 'a/b:latest', 'a/b:Main', 'localhost:5000/b'])(
    '%s moves, and is refused (image-pinned)',
    (image) => {
      expect(given(image)).toMatchObject([
        { path: 'image', check: 'image-pinned', allowed: expect.stringContaining('digest'), fix: expect.any(String) },
      ]);
      expect(given(image, { local: true })).toEqual([]);
    },
  );

  test.each(['a/b:1.4.2', 'a/b:latest-1', `a/b:latest@${digest}`, `a/b@${digest}`])('%s stays', (image) => {
    expect(given(image)).toEqual([]);
  });

  test('must be named by digest where the platform demands it (digest-required)', () => {
    const facts = { digests: 'required' };
    expect(given('a/b:1.4.2', facts)).toMatchObject([
      { path: 'image', check: 'digest-required', value: '1.4.2', message: 'test takes images by digest only' },
    ]);
    expect(given(`a/b:1.4.2@${digest}`, facts)).toEqual([]);
  });
});

describe('a built image', () => {
  test('that nobody has built yet is refused outside local work (image-pinned)', () => {
    expect(built({})).toMatchObject([
      {
        path: 'build',
        check: 'image-pinned',
        fix: 'run "slipway build --push orders", and commit images.lock.json',
      },
    ]);
    expect(built({}, { local: true })).toEqual([]);
  });

  test('comes from the lock', () => {
    expect(built({ orders: { '*': { tag: '1.4.2' } } })).toEqual([]);
    expect(built({ orders: { '*': { tag: '1.4.2' } } }, { digests: 'required' })).toMatchObject([
      { path: 'build', check: 'digest-required' },
    ]);
  });

  test('is built anew for the environment or channel whose entry lacks the digest', () => {
    const fix = (images: ImagesLock) =>
      built(images, { digests: 'required', channel: 'stable' }).map((problem) => problem.fix);
    const command = (words: string) => [`run "slipway build --push ${words}", and commit images.lock.json`];
    expect(fix({ orders: { '*': { tag: '1.4.2' } } })).toEqual(command('orders'));
    expect(fix({ orders: { '*': { digest }, stable: { tag: '1.4.2' } } })).toEqual(command('--for stable orders'));
    expect(fix({ orders: { stable: { digest }, test: { tag: '1.4.2' } } })).toEqual(command('--for test orders'));
    expect(fix({})).toEqual(command('orders'));
  });
});
