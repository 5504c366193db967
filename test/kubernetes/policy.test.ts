import { expect, test } from 'vitest';
import { networkPolicy } from '../../lib/kubernetes/policy.js';
import type { PolicyRule } from '../../lib/service/types/network.js';
import { orders, rendered } from '../support/service.js';

const specOf = (ingress: readonly PolicyRule[], egress: readonly PolicyRule[] = []) =>
  rendered((scope) => networkPolicy(scope, 'policy', { ...orders, policy: { ingress, egress } }))[0]?.spec;

const web = { port: 8080, protocol: 'TCP' } as const;
const rule = { protocol: 'TCP', port: 8080 };

test('a policy closes both ways, and selects the pods by one label', () => {
  expect(specOf([])).toEqual({
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'orders' } },
    policyTypes: ['Ingress', 'Egress'],
    egress: [],
  });
});

test('pods are let in by namespace and by labels', () => {
  const named = { kind: 'pods', namespace: 'ingress', labels: {} } as const;
  const labelled = { kind: 'pods', namespace: 'shop', labels: { app: 'web' } } as const;
  const anywhere = { kind: 'pods', labels: {} } as const;
  expect(specOf([named, labelled, anywhere].map((peer) => ({ peer, ports: [web] })))).toHaveProperty('ingress', [
    { from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress' } } }], ports: [rule] },
    {
      from: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } },
          podSelector: { matchLabels: { app: 'web' } },
        },
      ],
      ports: [rule],
    },
    { from: [{ namespaceSelector: {} }], ports: [rule] },
  ]);
});

test('address ranges leave out their exceptions, and ports may be ranges', () => {
  const peer = { kind: 'cidr', cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } as const;
  expect(specOf([], [{ peer, ports: [{ port: 30_000, endPort: 32_767, protocol: 'UDP' }] }])).toHaveProperty('egress', [
    {
      to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }],
      ports: [{ port: 30_000, endPort: 32_767, protocol: 'UDP' }],
    },
  ]);
  expect(specOf([], [{ peer: { ...peer, except: [] }, ports: [web] }])).toHaveProperty('egress[0].to', [
    { ipBlock: { cidr: '10.0.0.0/8' } },
  ]);
});

test('anywhere has no list of peers, since an empty one would read like nobody', () => {
  expect(specOf([], [{ peer: { kind: 'anywhere' }, ports: [web] }])).toHaveProperty('egress', [{ ports: [rule] }]);
});
