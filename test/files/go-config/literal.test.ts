import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commentText, goString, goStrings, shortLiteral } from '../../../lib/files/go-config/literal.js';
import { hostileTexts, wellFormed } from '../../go/entries.js';
import { goTokens, literalText } from '../../go/tokens.js';

const anyText = fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'binary' }), fc.string());

describe('a Go string literal', () => {
  test.each([
    ['', '""'],
    ['a "quote" and \\', String.raw`"a \"quote\" and \\"`],
    ['a\nb\tc\r\u0000', String.raw`"a\nb\tc\u000d\u0000"`],
    ['Größe 雪 🙂', '"Größe 雪 🙂"'],
    ['\ufeff\u202e\u{e0001}', String.raw`"\ufeff\u202e\U000e0001"`],
    ['\ud800', String.raw`"\ufffd"`],
  ])('of %j is %s', (text, literal) => {
    expect(goString(text)).toBe(literal);
  });

  test('is one token that stands for the same text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(goTokens(goString(text))).toEqual([{ kind: 'string', text: goString(text) }]);
        expect(literalText(goString(text))).toBe(wellFormed(text));
      }),
    );
  });

  test('of several texts is a slice', () => {
    expect(goStrings(['a', '"'])).toBe(String.raw`[]string{"a", "\""}`);
  });

  test('is cut for a comment, between characters', () => {
    expect(shortLiteral('x'.repeat(80))).toBe(`"${'x'.repeat(80)}"`);
    expect(shortLiteral('🙂'.repeat(81))).toBe(`"${'🙂'.repeat(80)}"…`);
  });
});

describe('the text of a comment', () => {
  test('has no line breaks and nothing that cannot be seen', () => {
    expect(commentText(' a\r\n\tb\u2028c\u0000\u202e ')).toBe('a b c');
    expect(commentText('x\ufeff\u200b\ud800y')).toBe('xy');
  });

  test('stays within its comment', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(goTokens(`// a${commentText(text)}\n`)).toHaveLength(1);
      }),
    );
  });
});
