import { describe, expect, test } from 'vitest';
import { check, expiredWaivers, isWaived, rules, staleWaivers, unknownWaivers } from '../../lib/rules/index.js';
import { waiverAnnotations } from '../../lib/service/waiver-annotations.js';
import { all, type Change, container, golden, set } from './golden.js';

const annotate = (kind: string, annotations: Readonly<Record<string, string>>): Change =>
  set(kind, 'metadata/annotations', annotations);
const waive = (kind: string, ...ids: readonly string[]) =>
  annotate(kind, waiverAnnotations(ids.map((rule) => ({ rule, reason: 'because of the test' }))));
const found = (change: Change, id: string) =>
  check(
    change(golden()),
    rules.filter((rule) => rule.id === id),
  ).length;

describe('a waiver', () => {
  test.each([
    ['kube-score/container-image-tag', { 'kube-score/ignore': 'pod-probes, container-image-tag' }],
    ['kube-linter/latest-tag', { 'ignore-check.kube-linter.io/latest-tag': '' }],
    ['polaris/tagNotSpecified', { 'polaris.fairwinds.com/tagNotSpecified-exempt': 'true' }],
    ['kubescape/C-0306', { 'slipway.dev/waivers': 'pss/sysctls,kubescape/C-0306' }],
    ['kube-score/container-image-tag', { 'slipway.dev/waivers': 'kube-score/container-image-tag' }],
  ])('of %s holds by an annotation of the object', (id, annotations) => {
    const latest = container('image', 'orders:latest');
    expect(found(latest, id)).toBe(1);
    expect(found(all(latest, annotate('Deployment', annotations)), id)).toBe(0);
    expect(found(all(latest, annotate('Service', annotations)), id)).toBe(1);
  });

  test('of another rule, or that says no, does not hold', () => {
    const latest = container('image', 'orders:latest');
    expect(found(all(latest, waive('Deployment', 'kube-linter/latest-tags')), 'kube-linter/latest-tag')).toBe(1);
    const no = annotate('Deployment', { 'polaris.fairwinds.com/tagNotSpecified-exempt': 'false' });
    expect(found(all(latest, no), 'polaris/tagNotSpecified')).toBe(1);
  });

  test.each(rules.map(({ id }) => id))('of %s is read back from the annotations that the kit writes', (id) => {
    const annotations = waiverAnnotations([{ rule: id, reason: 'because of the test' }]);
    const { 'slipway.dev/waivers': ours, ...own } = annotations;
    const carrier = (found: Readonly<Record<string, string>>) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'x', annotations: found },
    });
    expect(isWaived(carrier({ 'slipway.dev/waivers': ours ?? '' }), id)).toBe(true);
    expect(isWaived(carrier(own), id)).toBe(/^(kube-score|kube-linter|polaris)\//.test(id));
    expect(rules.filter((rule) => isWaived(carrier(annotations), rule.id)).map((rule) => rule.id)).toEqual([id]);
  });
});

describe('waivers are checked themselves', () => {
  test('an id that no rule has is a finding with the nearest id', () => {
    expect(unknownWaivers(waive('Service', 'kube-linter/exposed-service', 'pss/privileged')(golden()))).toEqual([
      {
        rule: 'slipway/unknown-waiver',
        object: 'Service/shop/orders',
        path: 'metadata.annotations.slipway.dev/waivers',
        message:
          'waiver is of kube-linter/exposed-service, which is no rule, did you mean kube-linter/exposed-services',
        fix: 'correct the rule under waivers, or remove the waiver',
      },
    ]);
  });

  test('an id that is like none is told without a guess', () => {
    const [finding] = unknownWaivers(annotate('Service', { 'slipway.dev/waivers': 'x/y' })(golden()));
    expect(finding?.message).toBe('waiver is of x/y, which is no rule');
  });

  test('the golden waivers are all needed', () => {
    expect(staleWaivers(golden())).toEqual([]);
    expect(unknownWaivers(golden())).toEqual([]);
  });

  test('a waiver of a rule that is met is stale', () => {
    const [finding, ...rest] = staleWaivers(waive('Service', 'kube-score/service-type')(golden()));
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({
      rule: 'slipway/stale-waiver',
      object: 'Service/shop/orders',
      message: 'waiver is of kube-score/service-type, which the object passes',
    });
  });

  test('a waiver on every object of an application is needed when one of them needs it', () => {
    const waived = all(
      waive('Service', 'polaris/priorityClassNotSet'),
      waive('Deployment', 'polaris/priorityClassNotSet', 'polaris/deploymentMissingReplicas'),
    );
    expect(staleWaivers(waived(golden()))).toEqual([]);
  });
});

test('a waiver whose last day has passed is told, and one that ends today still holds', () => {
  const waivers = [{ rule: 'kube-linter/latest-tag', reason: 'because of the test', expires: '2027-03-31' }];
  const objects = annotate('Deployment', waiverAnnotations(waivers))(golden());
  expect(expiredWaivers(objects, '2027-03-31')).toEqual([]);
  expect(expiredWaivers(objects, '2027-04-01')).toMatchObject([
    {
      rule: 'slipway/expired-waiver',
      object: 'Deployment/shop/orders',
      message: 'waiver of kube-linter/latest-tag held until 2027-03-31',
    },
  ]);
});
