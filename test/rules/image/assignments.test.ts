import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assignmentOf, assignmentsIn, historyLine } from '../../../lib/rules/image/assignments.js';

const name = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,9}$/);
const value = fc.stringMatching(/^([a-z0-9:.,-]{1,12}( [a-z0-9:.,-]{1,8}){0,2})?$/);
const variables = fc.uniqueArray(fc.record({ name, value }), {
  minLength: 1,
  maxLength: 5,
  selector: (one) => one.name,
});
const written = (list: readonly { name: string; value: string }[]) =>
  list.map((one) => `${one.name}=${one.value}`).join(' ');

test('assignments are read as they were written, with spaces in their values', () => {
  fc.assert(
    fc.property(variables, (list) => {
      expect(assignmentsIn(written(list))).toEqual(list);
    }),
  );
});

test('both builders’ lines hold the same build arguments and the same command', () => {
  fc.assert(
    fc.property(variables, (list) => {
      const arguments_ = `|${list.length} ${written(list)} /bin/sh -c A=1 make`;
      const expected = { keyword: 'RUN', assigned: list, text: '/bin/sh -c A=1 make' };
      expect(historyLine(`RUN ${arguments_} # buildkit`)).toEqual(expected);
      expect(historyLine(arguments_)).toEqual(expected);
    }),
  );
});

test('any line is read', () => {
  fc.assert(
    fc.property(fc.string(), (line) => {
      expect(historyLine(line)).toHaveProperty('keyword');
    }),
  );
});

test('a variable’s value may hold an equals sign', () => {
  expect(assignmentOf('A=b=c')).toEqual({ name: 'A', value: 'b=c' });
  expect(assignmentOf('A')).toEqual({ name: 'A', value: '' });
});
