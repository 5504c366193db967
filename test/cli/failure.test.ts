import { describe, expect, test } from 'vitest';
import { failure, faultText, UsageError } from '../../lib/cli/failure.js';
import { plainStyle } from '../../lib/cli/terminal.js';
import { DefinitionError } from '../../lib/definition/problems.js';
import { WorkspaceError } from '../../lib/entries/problems.js';
import { SynthError } from '../../lib/synth/synth-error.js';

const told = (error: unknown, debug = false) => {
  const { code, json, text, failed } = failure(error, debug);
  expect(failed).toBe(true);
  return { code, json, text: text(plainStyle) };
};
const problem = { path: 'name', message: 'is required' };

describe('a failure', () => {
  test('of the input exits with 1 and has its problems by file', () => {
    const error = new WorkspaceError([
      new DefinitionError('a.yaml', [problem]),
      new DefinitionError('b.yaml', [problem]),
    ]);
    expect(told(error)).toEqual({
      code: 1,
      json: {
        errors: [
          { source: 'a.yaml', problems: [problem] },
          { source: 'b.yaml', problems: [problem] },
        ],
      },
      text: error.message,
    });
  });

  test('of the input is known by its name, as a definition may bring its own copy of the library', () => {
    class OtherCopy extends Error {
      override readonly name = 'SynthError';
    }
    expect(told(new OtherCopy('two charts of one file'))).toEqual({
      code: 1,
      json: { errors: [{ message: 'two charts of one file' }] },
      text: 'two charts of one file',
    });
  });

  test('of misuse exits with 2', () => {
    expect(told(new UsageError('there is no service "a"'))).toEqual({
      code: 2,
      json: { errors: [{ message: 'there is no service "a"' }] },
      text: 'slipway: there is no service "a"',
    });
  });

  test('of the disk exits with 1 and names the file', () => {
    const error = Object.assign(new Error('EMFILE: too many open files'), { syscall: 'open', path: 'a.yaml' });
    expect(told(error)).toMatchObject({ code: 1, text: 'a.yaml: EMFILE: too many open files' });
  });

  test.each([
    [new TypeError('x is not a function\nwith more lines'), 'TypeError: x is not a function'],
    ['text', 'text'],
    [undefined, 'undefined'],
    [new Error('\u001b]0;title\u0007'), 'Error: \\u001b]0;title\\u0007'],
    [new Error('x'.repeat(5000)), `Error: ${'x'.repeat(293)}`],
  ])('that nobody expected exits with 70, asks to report it, and shows one harmless line', (error, line) => {
    const { code, text } = told(error);
    expect(code).toBe(70);
    expect(text.split('\n')).toEqual([
      `slipway: unexpected error: ${line}`,
      expect.stringContaining('please report it'),
      expect.stringContaining('--debug'),
    ]);
  });

  test('has a stack only on request', () => {
    const error = new Error('oh');
    expect(faultText(error, { debug: false })).not.toContain('failure.test.ts');
    expect(faultText(error, { debug: true })).toContain('failure.test.ts');
    const cause = new SynthError('the chart of a threw: oh', { cause: error });
    expect(told(cause).text).toBe('the chart of a threw: oh');
    expect(told(cause, true).text).toContain('failure.test.ts');
  });
});
