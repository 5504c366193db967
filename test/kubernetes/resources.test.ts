import { expect, test } from 'vitest';
import { resources } from '../../lib/kubernetes/resources.js';
import { orders, plain, quantity } from '../support/service.js';

test('requests and limits keep the spelling of their quantities', () => {
  expect(plain(resources(orders.container))).toEqual({
    resources: {
      requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '1Gi' },
      limits: { cpu: '1', memory: '512Mi', 'ephemeral-storage': '1Gi' },
    },
  });
});

test('a processor without a limit has none', () => {
  const cpu = { request: quantity('250m') };
  const found = plain(resources({ resources: { ...orders.container.resources, cpu } }));
  expect(found).toHaveProperty('resources.limits', { memory: '512Mi', 'ephemeral-storage': '1Gi' });
  expect(found).toHaveProperty('resources.requests.cpu', '250m');
});
