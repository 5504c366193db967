import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dotenvComment, dotenvKeys, dotenvValue } from '../../../lib/files/quoting/dotenv.js';
import '../../support/seed.js';
import { readDotenv } from './dotenv-model.js';

const special = fc.string({
  unit: fc.constantFrom(...'\'"\\$`{}():-#= \t\n\ran0é\u00a0', '\\n', '\\0140', '$$', 'KEY='),
});
const anything = fc.oneof(special, fc.string({ unit: 'binary' })).filter((text) => !text.includes('\0'));

describe('a value', () => {
  test.each([
    ['', ''],
    ['postgres://db:5432/a?b', "'postgres://db:5432/a?b'"],
    ['5s', '5s'],
    ['a b # c', "'a b # c'"],
    ['$HOME', "'$HOME'"],
    ["it's $5", String.raw`"it's \$5"`],
    ['a\nb', String.raw`"a\nb"`],
    ['C:\\', String.raw`"C:\\"`],
    ["`a`'", String.raw`"\0140a\0140'"`],
  ])('%j is %s', (text, value) => {
    expect(dotenvValue(text)).toBe(value);
  });

  test('is read by Compose as it was, whatever stands before and after it, and is one line', () => {
    fc.assert(
      fc.property(anything, anything, (first, second) => {
        const text = `A=${dotenvValue(first)}\nB=${dotenvValue(second)}\n`;
        expect(Object.fromEntries(readDotenv(text))).toEqual({ A: first, B: second });
        expect(text.match(/[\n\r]/g)).toHaveLength(2);
        expect(dotenvKeys(text)).toEqual(['A', 'B']);
      }),
    );
  });

  test('runs nothing in a shell that reads the file either', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const value = dotenvValue(text);
        expect(value.startsWith('"') ? value.replace(/\\./gs, '') : '').not.toMatch(/[`$]/);
      }),
    );
  });
});

describe('a comment', () => {
  test('has a # before every line', () => {
    expect(dotenvComment('one\r\nKEY=two\u2028three\n\n')).toEqual(['# one', '# KEY=two', '# three', '#', '#']);
  });

  test('sets nothing, whatever it holds', () => {
    fc.assert(fc.property(anything, (text) => readDotenv(`${dotenvComment(text).join('\n')}\n`).size === 0));
  });
});

describe('the keys of a file', () => {
  test('are found in every form that Compose reads', () => {
    const text = [
      '\uFEFF# A=1',
      'B=1 # C=2',
      'export D = 2',
      'E: yaml',
      'F',
      'G="first',
      'H=no key',
      '" # I=no key',
      String.raw`J='it\'s`,
      "K=no key' L=too",
      '  M.n-o=\r',
      'P="never closed',
      'Q=1',
    ].join('\n');
    expect(dotenvKeys(text)).toEqual(['B', 'D', 'E', 'F', 'G', 'J', 'L', 'M.n-o', 'P', 'Q']);
  });

  test('are found in any text without an error', () => {
    fc.assert(fc.property(anything, (text) => Array.isArray(dotenvKeys(text))));
  });
});
