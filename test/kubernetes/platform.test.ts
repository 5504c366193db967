import { expect, test } from 'vitest';
import { PlatformChart } from '../../lib/kubernetes/platform.js';
import type { OwnedNamespace } from '../../lib/service/namespaces.js';
import { objectsOf } from '../../lib/synth/objects.js';
import { SlipwayApp } from '../../lib/synth.js';
import { quantity } from '../support/service.js';

const shop: OwnedNamespace = { name: 'shop', labels: { a: 'b' }, defaultDeny: true, quota: [['pods', quantity('20')]] };
const chart = (...namespaces: readonly OwnedNamespace[]) =>
  new PlatformChart(new SlipwayApp(), { name: 'dev', namespaces });

test('a namespace is closed and bounded', () => {
  const labels = { 'app.kubernetes.io/managed-by': 'slipway' };
  expect(objectsOf(chart(shop))).toEqual([
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        annotations: {
          'argocd.argoproj.io/sync-options': 'Prune=false',
          'kustomize.toolkit.fluxcd.io/prune': 'disabled',
        },
        name: 'shop',
        labels: { a: 'b' },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'quota', namespace: 'shop', labels },
      spec: { hard: { pods: '20' } },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'default-deny', namespace: 'shop', labels },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    },
  ]);
});

test('an open namespace without a quota is only a Namespace', () => {
  const open = { ...shop, defaultDeny: false, quota: [] };
  expect(objectsOf(chart(open)).map(({ kind }) => kind)).toEqual(['Namespace']);
});

test('the chart of a platform has a file of its own in its environment', () => {
  expect(chart(shop)).toMatchObject({ environment: 'dev', outputFile: 'dev/_platform.k8s.yaml' });
  expect(objectsOf(chart())).toEqual([]);
});
