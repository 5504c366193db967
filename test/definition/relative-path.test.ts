import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RelativePath, shortPath } from '../../lib/definition/relative-path.js';

const accepts = (path: string): boolean => RelativePath.safeParse(path).success;

describe('a relative path', () => {
  test.each(['.', './cmd/server', 'cmd/..server', '...', 'a b', 'é/ü', 'a/./b'])('may be %j', (path) => {
    expect(accepts(path)).toBe(true);
  });

  test.each([
    '',
    '/etc/passwd',
    '../other',
    'a/../../b',
    'a/..',
    'a\nb',
    'a\\b',
    'a*',
    'a?b',
    '[a]',
    '$HOME',
    '`id`',
    'a"b',
    "a'b",
    '#a',
    '!a',
    'a;b',
    'a|b',
    'a:b',
  ])('is never %j', (path) => {
    expect(accepts(path)).toBe(false);
  });
});

describe('the shortest form', () => {
  test.each([
    ['./cmd//server/', 'cmd/server'],
    ['.', '.'],
    ['./', '.'],
    ['a/./b', 'a/b'],
  ])('of %j is %j', (path, short) => {
    expect(shortPath(path)).toBe(short);
  });

  test('is its own shortest form', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '.', '', 'b c', '...')), (parts) => {
        const short = shortPath(parts.join('/'));
        expect(shortPath(short)).toBe(short);
      }),
    );
  });
});
