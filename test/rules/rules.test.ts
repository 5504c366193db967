import { describe, expect, test } from 'vitest';
import { check, rules } from '../../lib/rules/index.js';
import { failures } from './failures.js';
import { asCronJob, asJob, asStatefulSet, golden } from './golden.js';

const table = failures.flatMap(([ids, change]) => ids.map((id) => ({ id, change })));
const ruleOf = (id: string) => rules.filter((rule) => rule.id === id);

describe('every rule', () => {
  test('passes the golden objects', () => {
    expect(check(golden())).toEqual([]);
  });

  test.each([
    ['CronJob', asCronJob],
    ['Job', asJob],
    ['StatefulSet', asStatefulSet],
  ])('passes a %s made of them, waived only as golden.yaml waives', (_, change) => {
    expect(check(change(golden()))).toEqual([]);
  });

  test('has exactly one failure in the table', () => {
    expect(table.map(({ id }) => id).sort()).toEqual(rules.map(({ id }) => id).sort());
  });

  test.each(table)('$id can fail', ({ id, change }) => {
    const findings = check(change(golden()), ruleOf(id));
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) {
      expect(finding.rule).toBe(id);
      expect(finding.object).toMatch(/^[A-Z][A-Za-z]+(\/[-a-z0-9]+){1,2}$/);
      expect(finding.path).not.toBe('');
    }
  });

  test.each(rules.map((rule) => ({ id: rule.id, rule })))(
    '$id says why and what to do, in lower case with no full stop',
    ({ rule }) => {
      for (const sentence of [rule.reason, rule.fix]) {
        expect(sentence).toMatch(/^[^A-Z]|^[A-Z]+\b/);
        expect(sentence).not.toMatch(/\.$/);
        expect(sentence.length).toBeGreaterThan(10);
      }
    },
  );
});
