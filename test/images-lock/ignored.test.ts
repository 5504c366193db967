import { type Ignore, default as library } from '@balena/dockerignore';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dockerignore } from '../../lib/files/dockerignore.js';
import { ignoredBy } from '../../lib/images-lock/ignored.js';
import { problemsOf } from '../support/definitions.js';
import { goOrders } from '../support/local-orders.js';

const hides = (text: string, path: string): boolean => ignoredBy(text, '.dockerignore').hides(path);
const hidesAll = (text: string, folder: string): boolean => ignoredBy(text, '.dockerignore').hidesAll(folder);

describe('a path is hidden', () => {
  test.each<readonly [string, string, boolean]>([
    ['*.md', 'README.md', true],
    ['*.md', 'docs/README.md', false],
    ['**/*.md', 'docs/README.md', true],
    ['docs', 'docs/a/b', true],
    ['/docs/', 'docs/a', true],
    ['*\n!go.mod', 'go.mod', false],
    ['*\n!go.mod', 'go.sum', true],
    ['*\n!docs', 'docs/a', false],
    ['!a\na', 'a', true],
    ['#a\n\n  a  ', 'a', true],
    ['\uFEFFa', 'a', true],
    ['a\r\nb\r\n', 'a', true],
    ['README', 'readme', false],
    ['a+(b){c}|$', 'a+(b){c}|$', true],
    ['a+', 'aa', false],
    ['a\\+', 'a+', true],
    ['a.b', 'axb', false],
    ['constructor', 'constructor', true],
    ['valueOf', 'toString', false],
    ['*', '__proto__', true],
  ])('by %j: %s, %s', (text, path, hidden) => {
    expect(hides(text, path)).toBe(hidden);
  });

  test('by nothing where nothing is said', () => {
    expect(hides('', 'constructor')).toBe(false);
  });

  test('or the line is told that is no pattern', () => {
    expect(problemsOf(() => ignoredBy('a\nb[\nc\n[z-a]\n', 'x/.dockerignore'))).toEqual([
      expect.objectContaining({ path: 'line 2', message: 'it is no pattern of paths', value: 'b[' }),
      expect.objectContaining({ path: 'line 4', value: '[z-a]' }),
    ]);
  });
});

const part = fc.constantFrom('a', 'b', 'ab', 'a.b', 'c');
const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const glob = fc.array(fc.oneof(part, fc.constantFrom('*', 'a*', '*.b', '?', '**', '[ab]', '.', '')), {
  minLength: 1,
  maxLength: 4,
});
const line = fc.tuple(fc.boolean(), glob).map(([brings, parts]) => `${brings ? '!' : ''}${parts.join('/')}`);

test('a file is hidden as the library says, and a folder with all that is in it', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 5 }), path, fc.array(path, { maxLength: 4 }), (lines, folder, more) => {
      const theirs: Ignore = library.default({ ignorecase: false }).add(lines);
      const text = lines.join('\n');
      expect(hides(text, folder)).toBe(theirs.ignores(folder));
      if (hidesAll(text, folder))
        for (const inner of more) expect([inner, theirs.ignores(`${folder}/${inner}`)]).toEqual([inner, true]);
    }),
    { numRuns: 3000 },
  );
});

test('a generated file hides whole folders, so that nobody looks into them', () => {
  const text = dockerignore(goOrders);
  for (const folder of ['.git', 'node_modules', '.slipway'])
    expect([folder, hidesAll(text, folder)]).toEqual([folder, true]);
  expect(hidesAll(text, 'cmd')).toBe(false);
});
