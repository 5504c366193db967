import { expect, test } from 'vitest';
import { minimal, problemsOf, resolved } from '../support/definitions.js';
import { describeShorthands } from '../support/shorthands.js';

describeShorthands([
  [{ team: 'shop' }, { team: { name: 'shop' } }],
  [{ description: ' Takes orders ' }, { description: 'Takes orders' }],
  [{}, { links: {}, labels: {}, annotations: {}, podAnnotations: {}, presets: [], environments: {} }],
]);

test('a description with the character NUL is refused, since no label of an image can hold it', () => {
  expect(problemsOf(() => resolved(minimal({ description: 'a\0b' }))).map(({ path }) => path)).toEqual(['description']);
});
