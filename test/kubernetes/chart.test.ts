import { ApiObject } from 'cdk8s';
import { expect, test } from 'vitest';
import { ServiceChart } from '../../lib/kubernetes/chart.js';
import type { Service } from '../../lib/service.js';
import { objectsOf } from '../../lib/synth/objects.js';
import { SlipwayApp } from '../../lib/synth.js';
import { daily, orders } from '../support/service.js';

const chart = (changes: Partial<Service> = {}) => new ServiceChart(new SlipwayApp(), { ...orders, ...changes });
const kinds = (changes: Partial<Service> = {}) => objectsOf(chart(changes)).map(({ kind }) => kind);

const automatic = {
  kind: 'automatic',
  min: 3,
  max: 10,
  targets: [{ resource: 'cpu', utilization: 70 }],
  behavior: { upAfter: 0, downAfter: 300, upPercent: 100, downPods: 1, period: 60 },
} as const;
const entries = [{ variable: 'A', key: 'shop/orders', property: 'a' }];
const store = { name: 'vault', kind: 'ClusterSecretStore', refreshInterval: '1h' } as const;

test('a plain service is a ServiceAccount, a Service, a Deployment and a policy, in apply order', () => {
  expect(kinds()).toEqual(['ServiceAccount', 'Service', 'Deployment', 'NetworkPolicy']);
});

test('everything that a service may have comes in apply order', () => {
  const [port] = orders.container.ports;
  if (port === undefined) throw new Error('the literal has a port');
  const everything: Partial<Service> = {
    configMaps: [{ name: 'orders-config-0a', immutable: true, data: { A: '1' } }],
    secret: { name: 'orders-secrets', entries, store },
    scaling: automatic,
    disruption: { maxUnavailable: 1 },
    routing: {
      kind: 'ingress',
      annotations: {},
      routes: [{ objectName: 'orders', host: 'a.example.com', path: '/', pathType: 'Prefix', port }],
    },
    metrics: { by: 'serviceMonitor', labels: {}, port, path: '/metrics', intervalSeconds: 30, timeoutSeconds: 10 },
  };
  expect(kinds(everything)).toEqual([
    'ServiceAccount',
    'ConfigMap',
    'ExternalSecret',
    'Service',
    'Deployment',
    'HorizontalPodAutoscaler',
    'PodDisruptionBudget',
    'NetworkPolicy',
    'Ingress',
    'ServiceMonitor',
  ]);
});

test('what is somebody else’s is not made', () => {
  const account = { ...orders.serviceAccount, own: false };
  expect(kinds({ serviceAccount: account })).not.toContain('ServiceAccount');
  expect(kinds({ secret: { name: 'orders-secrets', entries } })).not.toContain('ExternalSecret');
});

test('a cron job has no autoscaler', () => {
  expect(kinds({ workload: daily, services: [], scaling: automatic })).toEqual([
    'ServiceAccount',
    'CronJob',
    'NetworkPolicy',
  ]);
});

test('patches are laid on after everything else', () => {
  const operations = [{ op: 'add', path: '/spec/template/spec/hostAliases', value: [] }] as const;
  const patched = objectsOf(chart({ patches: [{ target: { kind: 'Deployment' }, operations }] }));
  expect(patched.find(({ kind }) => kind === 'Deployment')).toHaveProperty('spec.template.spec.hostAliases', []);
});

test('the chart has its file and its environment, and gives what is added to it namespace and labels', () => {
  const made = chart();
  new ApiObject(made, 'extra', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'extra' } });
  expect(made).toMatchObject({ environment: 'production', outputFile: 'production/orders.k8s.yaml', service: orders });
  expect(objectsOf(made)).toContainEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'extra', namespace: 'shop', labels: { app: 'orders' } },
  });
});
