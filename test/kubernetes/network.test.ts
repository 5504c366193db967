import { expect, test } from 'vitest';
import { containerPorts, kubeService } from '../../lib/kubernetes/network.js';
import type { ServiceObject } from '../../lib/service/types/network.js';
import { orders, rendered } from '../support/service.js';

const [main] = orders.services;
const written = (changes: Partial<ServiceObject>) =>
  rendered((scope) => main && kubeService(scope, 'service', orders, { ...main, ...changes }));

test('the ports of a container have names and protocols', () => {
  expect(containerPorts({ ports: [] })).toEqual({});
  expect(containerPorts(orders.container)).toEqual({
    ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
  });
});

test('a Service leads to the port of the container by its name', () => {
  expect(written({})).toEqual([
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'orders', namespace: 'shop', labels: { app: 'orders' } },
      spec: {
        type: 'ClusterIP',
        selector: { app: 'orders' },
        ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP', appProtocol: 'http' }],
      },
    },
  ]);
});

test('a headless Service has no address of its own', () => {
  expect(written({ type: 'Headless' })[0]).toHaveProperty('spec.clusterIP', 'None');
  expect(written({ type: 'Headless' })[0]).toHaveProperty('spec.type', 'ClusterIP');
  expect(written({})[0]).not.toHaveProperty('spec.clusterIP');
});

test('a load balancer keeps its annotations', () => {
  const [object] = written({ type: 'LoadBalancer', annotations: { 'cloud.example.com/internal': 'true' } });
  expect(object).toHaveProperty('spec.type', 'LoadBalancer');
  expect(object).toHaveProperty(['metadata', 'annotations', 'cloud.example.com/internal'], 'true');
});

test('clients are kept with one pod, or near, only where that is asked', () => {
  expect(written({ sessionAffinity: 'ClientIP' })[0]).toHaveProperty('spec.sessionAffinity', 'ClientIP');
  expect(written({ trafficDistribution: 'PreferClose' })[0]).toHaveProperty('spec.trafficDistribution', 'PreferClose');
  expect(Object.keys(Object(written({})[0]?.spec)).sort()).toEqual(['ports', 'selector', 'type']);
});
