import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recipeWord } from '../../../lib/files/quoting/make.js';
import { shellWord } from '../../../lib/files/quoting/shell.js';
import '../../support/seed.js';

const line = (unit: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.string({ unit }).filter((text) => !/[\n\r\0]/.test(text));

test('make hands every text on to the shell as it was: no dollar stands alone', () => {
  const units = [fc.constantFrom(...'$(){}\'"` a#\\'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })];
  fc.assert(
    fc.property(fc.oneof(...units.map(line)), (text) => {
      const word = recipeWord(text);
      expect(word.replaceAll('$$', '')).not.toContain('$');
      expect(word.replaceAll('$$', () => '$')).toBe(shellWord(text));
    }),
  );
});

test('a line break is refused, since it would end the recipe', () => {
  expect(() => recipeWord('a\ntouch pwned')).toThrow(
    'a recipe of make cannot hold "a\\ntouch pwned": it has a line break',
  );
});
