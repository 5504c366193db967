import { expect, test } from 'vitest';
import { metadata, podMetadata } from '../../lib/kubernetes/labels.js';
import { orders } from '../support/service.js';

test('an object has the name, namespace and labels of its service', () => {
  expect(metadata(orders, 'Service')).toEqual({
    name: 'orders',
    namespace: 'shop',
    labels: { app: 'orders' },
    annotations: {},
  });
});

test('an object may have another name, and further labels and annotations', () => {
  const more = { name: 'orders-public', labels: { release: 'x' }, annotations: { 'example.com/a': 'own' } };
  expect(metadata({ ...orders, annotations: { 'example.com/a': 'all', b: 'all' } }, 'Service', more)).toEqual({
    name: 'orders-public',
    namespace: 'shop',
    labels: { app: 'orders', release: 'x' },
    annotations: { 'example.com/a': 'own', b: 'all' },
  });
});

test('waivers stand on the kinds that they are for', () => {
  const waivers = [{ rule: 'polaris/priorityClassNotSet', reason: 'there is none', kinds: ['Deployment'] }];
  expect(metadata({ ...orders, waivers }, 'Deployment').annotations).toEqual({
    'polaris.fairwinds.com/priorityClassNotSet-exempt': 'true',
    'slipway.dev/waivers': 'polaris/priorityClassNotSet',
  });
  expect(metadata({ ...orders, waivers }, 'Service').annotations).toEqual({});
});

test("a team's own waivers stand on every kind", () => {
  const waivers = [{ rule: 'kube-score/pod-probes', reason: 'it has none', kinds: 'all' as const }];
  expect(metadata({ ...orders, waivers }, 'Ingress').annotations).toHaveProperty('slipway.dev/waivers');
});

test('a pod without annotations has no empty ones', () => {
  expect(podMetadata(orders)).toEqual({ labels: { app: 'orders', tier: 'pod' } });
  expect(podMetadata({ ...orders, podAnnotations: { a: 'b' } })).toEqual({
    labels: { app: 'orders', tier: 'pod' },
    annotations: { a: 'b' },
  });
});
