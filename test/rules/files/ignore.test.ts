import dockerignore from '@balena/dockerignore';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hiddenBy, readIgnore } from '../../../lib/rules/files/ignore.js';

const hidden = (text: string, path: string) => hiddenBy(readIgnore(text), path)?.text;

describe('a path is hidden', () => {
  test.each([
    ['*.md', 'README.md', '*.md'],
    ['*.md', 'docs/README.md', undefined],
    ['**/*.md', 'docs/README.md', '**/*.md'],
    ['**/*.md', 'README.md', '**/*.md'],
    ['docs', 'docs/a/b', 'docs'],
    ['/docs/', './docs', '/docs/'],
    ['docs/*', 'docs', 'docs/*'],
    ['docs/**', 'docs', 'docs/**'],
    ['docs/*.md', 'docs', undefined],
    ['*', '.', '*'],
    ['*.md', '.', undefined],
    ['*\n!go.mod', 'go.mod', undefined],
    ['*\n!go.mod', 'go.sum', '*'],
    ['*\n!docs/a', 'docs', undefined],
    ['*\n!docs/a', 'docs/b', '*'],
    ['*\n!**/*.go', 'cmd', undefined],
    ['*\n!cmd', 'cmd/server/main.go', undefined],
    ['!a\na', 'a', 'a'],
    ['#a\n\n  a  ', 'a', 'a'],
    ['a?c', 'abc', 'a?c'],
    ['a[b-d]e', 'ace', 'a[b-d]e'],
    ['a[^b-d]e', 'ace', undefined],
    ['a\\*', 'a*', 'a\\*'],
    ['a\\*', 'ab', undefined],
    ['a/../b', 'b', 'a/../b'],
  ])('by %j: %s, %s', (text, path, by) => {
    expect(hidden(text, path)).toBe(by);
  });
});

const part = fc.constantFrom('a', 'b', 'ab', 'a.b', 'c');
const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const glob = fc.array(fc.oneof(part, fc.constantFrom('*', 'a*', '*.b', '?', '**')), { minLength: 1, maxLength: 4 });
const line = fc.tuple(fc.boolean(), glob).map(([brings, parts]) => `${brings ? '!' : ''}${parts.join('/')}`);

test('a file is hidden as Docker hides it', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 4 }), path, (lines, file) => {
      const theirs = dockerignore.default({ ignorecase: false }).add(lines);
      const ours = hidden(lines.join('\n'), file) !== undefined;
      // A folder with something left in it is not hidden: where ours says hidden, so is the path or all that is below it.
      if (ours) expect(theirs.ignores(file) || theirs.ignores(`${file}/\u0001`)).toBe(true);
      if (lines.every((one) => !one.startsWith('!')) && theirs.ignores(file)) expect(ours).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('no pattern takes long', () => {
  const text = `${'**/*a/'.repeat(500)}b\n${'*a'.repeat(2000)}b\n`;
  const start = performance.now();
  expect(hidden(text, `${'a'.repeat(2000)}/${'a/'.repeat(500)}`)).toBeUndefined();
  expect(performance.now() - start).toBeLessThan(20_000);
});
