import { expect, test } from 'vitest';
import type { Check } from '../../lib/definition/checks/check.js';
import { crossFieldProblems } from '../../lib/definition/checks.js';
import { Definition } from '../../lib/definition/index.js';
import type { Fields } from './definitions.js';

/** What breaks one check, what the problem says, and the nearest thing that passes every check. */
export interface Case {
  readonly id: string;
  readonly breaks: Fields;
  /** where the problem is reported */
  readonly path: string;
  /** parts of its message */
  readonly says: readonly string[];
  readonly passes: Fields;
}

const found = (input: Fields) => crossFieldProblems(Definition.parse(input));

/** Tests each check of a file by its cases: what breaks it, and the near miss that passes. */
export const describeChecks = (checks: readonly Check[], cases: readonly Case[]): void => {
  test('every check of the file has a case', () => {
    expect([...new Set(cases.map(({ id }) => id))].sort()).toEqual(checks.map(({ id }) => id).sort());
  });

  test.each(cases)('$id refuses $path', ({ id, breaks, path, says }) => {
    const problem = found(breaks).find((one) => one.check === id && one.path === path);
    expect(problem, JSON.stringify(found(breaks), undefined, 2)).toBeDefined();
    for (const text of says) expect(problem?.message).toContain(text);
    expect(problem?.message).not.toMatch(/^[A-Z][a-z]|\.$|undefined|\[object/);
    expect(problem?.fix).toMatch(/^\S.*[^.]$/);
  });

  test.each(cases)('$id lets the near miss of $path pass', ({ passes }) => {
    expect(found(passes)).toEqual([]);
  });
};
