import fc from 'fast-check';
import { expect, test } from 'vitest';
import { waiverAnnotations } from '../../lib/service/waiver-annotations.js';

const waiver = (rule: string, reason = `why ${rule}`) => ({ rule, reason });

test('every scanner gets its own annotation, and one names all rules', () => {
  const annotations = waiverAnnotations(
    [
      'polaris/priorityClassNotSet',
      'kube-score/pod-probes',
      'pss/runAsUser',
      'kube-linter/latest-tag',
      'kubescape/C-0012',
      'kube-score/container-resources',
    ].map((rule) => waiver(rule)),
  );
  expect(annotations).toEqual({
    'ignore-check.kube-linter.io/latest-tag': 'why kube-linter/latest-tag',
    'kube-score/ignore': 'container-resources,pod-probes',
    'polaris.fairwinds.com/priorityClassNotSet-exempt': 'true',
    'slipway.dev/waivers':
      'kube-linter/latest-tag,kube-score/container-resources,kube-score/pod-probes,kubescape/C-0012,polaris/priorityClassNotSet,pss/runAsUser',
  });
});

test('checkov gets numbered annotations with check and reason', () => {
  expect(waiverAnnotations([waiver('checkov/CKV_K8S_9'), waiver('checkov/CKV_K8S_35', 'it reads variables')])).toEqual({
    'checkov.io/skip1': 'CKV_K8S_35=it reads variables',
    'checkov.io/skip2': 'CKV_K8S_9=why checkov/CKV_K8S_9',
    'slipway.dev/waivers': 'checkov/CKV_K8S_35,checkov/CKV_K8S_9',
  });
});

test('a waiver for a time says until when', () => {
  const annotations = waiverAnnotations([{ ...waiver('pss/runAsUser'), expires: '2027-03-31' }, waiver('pss/seccomp')]);
  expect(annotations['slipway.dev/waivers-until']).toBe('pss/runAsUser=2027-03-31');
});

test('no waivers make no annotations', () => {
  expect(waiverAnnotations([])).toEqual({});
});

test('of two waivers of one rule the first counts', () => {
  const twice = [waiver('kube-linter/latest-tag', 'first'), waiver('kube-linter/latest-tag', 'second')];
  expect(waiverAnnotations(twice)).toEqual(waiverAnnotations(twice.slice(0, 1)));
});

test('the order of the waivers changes nothing, and keys come sorted', () => {
  const rule = fc.tuple(
    fc.constantFrom('kube-score', 'kube-linter', 'polaris', 'pss', 'kubescape'),
    fc.stringMatching(/^[a-zA-Z][-a-zA-Z0-9]{0,30}$/),
  );
  const waivers = fc.uniqueArray(
    rule.map((parts) => waiver(parts.join('/'))),
    { selector: (one) => one.rule },
  );
  fc.assert(
    fc.property(waivers, (some) => {
      const annotations = waiverAnnotations(some);
      expect(Object.entries(waiverAnnotations([...some].reverse()))).toEqual(Object.entries(annotations));
      expect(Object.keys(annotations)).toEqual(Object.keys(annotations).sort());
    }),
  );
});
