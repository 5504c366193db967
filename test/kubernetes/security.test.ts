import { expect, test } from 'vitest';
import { containerSecurity, podSecurity, serviceAccount } from '../../lib/kubernetes/security.js';
import { orders, rendered } from '../support/service.js';

test('a pod meets its part of the restricted profile with a user of its own', () => {
  expect(podSecurity(orders)).toEqual({
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65_532,
      runAsGroup: 65_532,
      fsGroup: 65_532,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    },
  });
});

test('where the platform chooses the user, only that it is not root is said', () => {
  expect(podSecurity({ security: { ...orders.security, identity: 'platform' } })).toEqual({
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  });
});

test('a container drops all capabilities but those that it keeps', () => {
  const closed = {
    allowPrivilegeEscalation: false,
    privileged: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  };
  expect(containerSecurity({ capabilities: [] })).toEqual({
    securityContext: { ...closed, capabilities: { drop: ['ALL'] } },
  });
  expect(containerSecurity({ capabilities: ['NET_BIND_SERVICE'] })).toEqual({
    securityContext: { ...closed, capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } },
  });
});

test('a ServiceAccount carries its annotations, and a token only where it is asked for', () => {
  const annotations = { 'iam.example.com/role': 'orders' };
  const account = { name: 'orders', own: true, annotations, token: true };
  const [closed, open] = rendered((scope) => [
    serviceAccount(scope, 'closed', orders),
    serviceAccount(scope, 'open', { ...orders, serviceAccount: account }),
  ]);
  expect(closed).toEqual({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'orders', namespace: 'shop', labels: { app: 'orders' } },
    automountServiceAccountToken: false,
  });
  expect(open).toMatchObject({ metadata: { annotations }, automountServiceAccountToken: true });
});
