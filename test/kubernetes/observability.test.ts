import { expect, test } from 'vitest';
import { serviceMonitor } from '../../lib/kubernetes/observability.js';
import { orders, rendered } from '../support/service.js';

test('a ServiceMonitor finds the Service by its own labels, and carries those by which it is found', () => {
  const port = { name: 'metrics', port: 9090, servicePort: 9090, protocol: 'TCP' } as const;
  const [object] = rendered((scope) =>
    serviceMonitor(scope, 'monitor', orders, {
      by: 'serviceMonitor',
      labels: { release: 'prometheus' },
      port,
      path: '/metrics',
      intervalSeconds: 30,
      timeoutSeconds: 10,
    }),
  );
  expect(object).toEqual({
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name: 'orders', namespace: 'shop', labels: { app: 'orders', release: 'prometheus' } },
    spec: {
      selector: { matchLabels: { 'app.kubernetes.io/name': 'orders', 'app.kubernetes.io/instance': 'orders' } },
      namespaceSelector: { matchNames: ['shop'] },
      endpoints: [{ port: 'metrics', path: '/metrics', interval: '30s', scrapeTimeout: '10s' }],
    },
  });
});
