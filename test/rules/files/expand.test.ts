import { expect, test } from 'vitest';
import { composeExpanded, dockerExpanded, needed, unknown } from '../../../lib/rules/files/expand.js';

const variables = new Map([
  ['A', '1'],
  ['EMPTY', ''],
  ['LATER', unknown],
]);
const braced = (inner: string): string => `\${${inner}}`;

test.each([
  ['x', 'x'],
  ['$A$A', '11'],
  [braced('A'), '1'],
  [braced('B:-2'), '2'],
  [braced('A:-2'), '1'],
  [braced('EMPTY:-2'), '2'],
  [braced('EMPTY-2'), ''],
  [braced('A:+3'), '3'],
  [braced('B:+3'), ''],
  [braced(`B:-${braced('A')}`), '1'],
  ['$B', unknown],
  [`x${braced('LATER:-2')}`, `x${unknown}`],
  ['$1 $', '$1 $'],
])('%s is %j in both', (text, expected) => {
  expect(dockerExpanded(text, variables)).toBe(expected);
  expect(composeExpanded(text, variables)).toBe(expected);
});

test('a dollar is escaped by a backslash in a Dockerfile, by a dollar in Compose', () => {
  expect(dockerExpanded('\\$A', variables)).toBe('$A');
  expect(composeExpanded('$$A', variables)).toBe('$A');
});

test('variables without a default are needed', () => {
  expect(needed(`$A ${braced('B')} ${braced('C:-1')} ${braced('D:?why')} $$E ${braced('F:-$G')}`)).toEqual([
    'A',
    'B',
    'D',
    'G',
  ]);
});
