import { expect, test } from 'vitest';
import { either, filled, required, sourceOf, template } from '../../../lib/files/compose/value.js';

test('fixed texts of a template are escaped, and its references are not', () => {
  expect(sourceOf(template('a$b', required('KEY'), `\${x}`))).toBe(
    `a$$b\${KEY:?set KEY in .env, or run slipway generate}$\${x}`,
  );
});

test('a default stands for what is not there, or for what is empty too', () => {
  expect(sourceOf(either('LEVEL', 'in$fo'))).toBe(`\${LEVEL-in$$fo}`);
  expect(sourceOf(filled('VERSION', 'dev'))).toBe(`\${VERSION:-dev}`);
});

test('a key that Compose could not read is an error', () => {
  expect(() => required('my-key')).toThrow('cannot refer to "my-key": a key of .env has letters, digits and _ only');
});
