import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellWord } from '../../../lib/files/quoting/shell.js';
import '../../support/seed.js';

/** What a POSIX shell reads from one word without double quotes; undefined when anything in it means more than itself. */
const read = (word: string): string | undefined => {
  const pieces = /^(?:'[^']*'|\\'|[\w@%+=:,./-])+$/.test(word) ? word.match(/'[^']*'|\\'|[^'\\]/g) : null;
  return pieces?.map((piece) => (piece === "\\'" ? "'" : piece.replace(/^'|'$/g, ''))).join('');
};

test.each([
  ['./cmd/server', './cmd/server'],
  ['a b', "'a b'"],
  ['', "''"],
  ["it's", String.raw`'it'\''s'`],
  ['$(touch pwned)', "'$(touch pwned)'"],
  ['~', "'~'"],
  ['-v', "'-v'"],
])('%s is %s', (text, word) => {
  expect(shellWord(text)).toBe(word);
});

test('the shell reads every text as it was', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => read(shellWord(text)) === text));
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'\'\\"$` a;#') }), (text) => read(shellWord(text)) === text),
  );
});
