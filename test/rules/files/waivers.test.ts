import { describe, expect, test } from 'vitest';
import { lessWaived } from '../../../lib/rules/files/waivers.js';
import { fileRules } from '../../../lib/rules/files.js';

const known = new Set(fileRules.map(({ id }) => id));
const finding = (rule: string) => ({
  rule,
  service: 'orders',
  places: [],
  message: 'they differ',
  fix: 'make them alike',
});
const left = (findings: readonly string[], ...waivers: readonly { rule: string; expires?: string }[]) =>
  lessWaived(findings.map(finding), {
    family: 'files',
    service: 'orders',
    source: 'orders/service.yaml',
    waivers,
    known,
    today: '2027-01-02',
  }).map(({ rule, message }) => (message === 'they differ' ? rule : `${rule}: ${message}`));

describe('a waiver of a rule about files', () => {
  test('takes its findings away, on its last day too', () => {
    expect(left(['files/limits', 'files/user'], { rule: 'files/limits', expires: '2027-01-02' })).toEqual([
      'files/user',
    ]);
  });

  test('waives nothing after its last day, and says so', () => {
    expect(left(['files/limits'], { rule: 'files/limits', expires: '2027-01-01' })).toEqual([
      'files/limits',
      'files/expired-waiver: waiver of files/limits held until 2027-01-01',
    ]);
  });

  test('that nothing needs, or of a rule that there is not, is a finding', () => {
    expect(left([], { rule: 'files/limits' }, { rule: 'files/limit' })).toEqual([
      'files/stale-waiver: waiver is of files/limits, which the files follow',
      'files/unknown-waiver: waiver is of files/limit, which is no rule',
    ]);
  });

  test('is told from one about manifests', () => {
    expect(left(['files/limits'], { rule: 'kube-linter/host-pid' })).toEqual(['files/limits']);
  });
});
