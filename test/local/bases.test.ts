import { describe, expect, test } from 'vitest';
import { baseImage } from '../../lib/local/bases.js';
import { Bases } from '../../lib/platform/bases.js';

const digest = `sha256:${'0'.repeat(64)}`;

describe('a base image', () => {
  test.each([
    ['golang:1.26-trixie', {}, 'golang:1.26-trixie'],
    [
      'golang:1.26-trixie',
      { 'docker.io': 'mirror.example.com/hub' },
      'mirror.example.com/hub/library/golang:1.26-trixie',
    ],
    ['valkey/valkey:8', { 'docker.io': 'mirror.example.com' }, 'mirror.example.com/valkey/valkey:8'],
    ['gcr.io/distroless/static:x', { 'gcr.io': 'm.example.com/gcr' }, 'm.example.com/gcr/distroless/static:x'],
    [
      'gcr.io/distroless/static:x',
      { 'gcr.io': 'a', 'gcr.io/distroless': 'm.example.com/d' },
      'm.example.com/d/static:x',
    ],
    ['gcr.io.example.com/a:1', { 'gcr.io': 'm.example.com' }, 'gcr.io.example.com/a:1'],
    ['localhost/a:1', { 'docker.io': 'm.example.com' }, 'localhost/a:1'],
    ['scratch', { 'docker.io': 'm.example.com' }, 'scratch'],
  ])('%s with the mirrors %j is %s', (reference, mirrors, expected) => {
    expect(baseImage(reference, Bases.parse({ mirrors }))).toBe(expected);
  });

  test('may be replaced by one of the platform’s own, before any mirror', () => {
    const bases = Bases.parse({
      images: { 'golang:1.26-trixie': 'registry.example.com/base/go:7' },
      mirrors: { 'registry.example.com': 'mirror.example.com', 'docker.io': 'mirror.example.com' },
    });
    expect(baseImage('golang:1.26-trixie', bases)).toBe('registry.example.com/base/go:7');
  });

  test('is pinned by the digest of the name that the kit would use', () => {
    const bases = Bases.parse({
      digests: { 'golang:1.26-trixie': digest },
      mirrors: { 'docker.io': 'mirror.example.com' },
    });
    expect(baseImage('golang:1.26-trixie', bases)).toBe(`mirror.example.com/library/golang:1.26-trixie@${digest}`);
  });

  test('keeps a digest that its replacement has', () => {
    const bases = Bases.parse({ digests: { 'a:1': digest }, images: { 'a:1': `b@sha256:${'1'.repeat(64)}` } });
    expect(baseImage('a:1', bases)).toBe(`b@sha256:${'1'.repeat(64)}`);
  });
});
