import { expect, test } from 'vitest';
import { unknownIdentity } from '../../lib/build-info.js';
import { lockEntry } from '../../lib/images-lock/entry.js';
import { LockEntry } from '../../lib/images-lock/schema.js';
import { problemsOf } from '../support/definitions.js';

const hash = (digit: string): string => `sha256:${digit.repeat(64)}`;
const image = {
  repository: 'registry.example.com/acme/orders',
  tag: 'v1.4.2',
  platforms: ['linux/arm64', 'linux/amd64', 'linux/arm64'],
};
const identity = { version: 'v1.4.2', commit: 'a'.repeat(40), dirty: false, time: '2026-03-02T04:30:00Z' };
const source = { context: hash('b'), dockerfile: hash('c'), ownDockerfile: false };
const built = { digest: hash('d'), identity, source };

test('the entry of an image says what it was built from, for which platforms, and what the registry calls it', () => {
  const entry = lockEntry(image, built);
  expect(entry).toEqual({
    repository: image.repository,
    tag: 'v1.4.2',
    digest: hash('d'),
    platforms: ['linux/amd64', 'linux/arm64'],
    build: { ...identity, context: hash('b'), dockerfile: hash('c') },
  });
  expect(LockEntry.parse(entry)).toEqual(entry);
});

test("the entry of a team's own Dockerfile says so", () => {
  expect(lockEntry(image, { ...built, source: { ...source, ownDockerfile: true } }).build).toMatchObject({
    ownDockerfile: true,
  });
});

test.each(['', 'sha256:abc', `sha512:${'d'.repeat(64)}`, 'D'.repeat(64), `${hash('d')}\n`, `orders@${hash('d')}`])(
  'the digest %j is none',
  (digest) => {
    expect(problemsOf(() => lockEntry(image, { ...built, digest }))).toMatchObject([{ path: 'digest' }]);
  },
);

test('a build that nobody knows is never locked', () => {
  expect(problemsOf(() => lockEntry(image, { ...built, identity: unknownIdentity }))).toMatchObject([
    { path: 'build.commit', message: 'expected the 40 hexadecimal digits of a commit' },
  ]);
});
