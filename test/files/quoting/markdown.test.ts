import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markdownCode, markdownTable, markdownText } from '../../../lib/files/quoting/markdown.js';
import '../../support/seed.js';

const anything = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'|`\\*_[]()<>&#~$!-\n\r a', '-->', '</code>', '&lt;') }),
  fc.string({ unit: 'grapheme' }),
);

/** What a reader sees of a cell: entities, line breaks and backslashes undone. */
const seen = (cell: string): string =>
  cell
    .replaceAll('<br>', '\n')
    .replace(/\\([!-/:-@[-`{-~])|&#(\d+);/g, (_, plain: string | undefined, code: string) =>
      plain === undefined ? String.fromCharCode(Number(code)) : plain,
    );

const normal = (text: string): string => text.replace(/\r\n|\r/g, '\n');

describe('a text', () => {
  test.each([
    ['a | b', 'a \\| b'],
    ['see `X`, *or* <b>', 'see \\`X\\`, \\*or\\* &#60;b&#62;'],
    ['one\ntwo', 'one<br>two'],
    ['DB_NAME', 'DB\\_NAME'],
    ['a\u202eb', 'aU+202Eb'],
  ])('%j is %s', (text, cell) => {
    expect(markdownText(text)).toBe(cell);
  });

  test('stays in its cell and is read as it was', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const cell = markdownText(text);
        expect(cell).not.toMatch(/[\n\r]|(?<!\\)(?:\\\\)*[|`]|<(?!br>)/);
        if (!/[\p{C}\p{Zl}\p{Zp}]/u.test(text.replace(/[\n\r]/g, ''))) expect(seen(cell)).toBe(normal(text.trim()));
      }),
    );
  });
});

describe('code', () => {
  test.each([
    ['info', '`info`'],
    ['a b', '`a b`'],
    ['a|b', '<code>a&#124;b</code>'],
    ['`', '<code>&#96;</code>'],
    [' a', '<code>&#32;a</code>'],
    ['</code>\nb', '<code>&#60;&#47;code&#62;<br>b</code>'],
  ])('%j is %s', (text, cell) => {
    expect(markdownCode(text)).toBe(cell);
  });

  test('stays in its cell and is read as it was', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const cell = markdownCode(text);
        expect(cell).toMatch(/^`[^`|\n\r]+`$|^<code>(?:[^<`|\n\r]|<br>)*<\/code>$/);
        const inner = cell.startsWith('`') ? cell.slice(1, -1) : seen(cell.slice(6, -7));
        if (!/[\p{C}\p{Zl}\p{Zp}]/u.test(text.replace(/[\n\r]/g, ''))) expect(inner).toBe(normal(text));
      }),
    );
  });
});

test('a table has a line under its heading', () => {
  expect(markdownTable(['a', 'b'], [['1', '2']])).toEqual(['| a | b |', '| --- | --- |', '| 1 | 2 |']);
});
