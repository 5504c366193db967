import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { PolicyPeer, PolicyPort, PolicyRule } from '../service/types/network.js';
import type { Service } from '../service/types/service.js';
import { metadata } from './labels.js';
import { kubeObject } from './object.js';

const peers = (peer: PolicyPeer): k8s.NetworkPolicyPeer[] => {
  switch (peer.kind) {
    case 'anywhere':
      return [];
    case 'cidr':
      return [{ ipBlock: { cidr: peer.cidr, ...(peer.except.length > 0 && { except: [...peer.except] }) } }];
    case 'pods': {
      const namespaceSelector =
        peer.namespace === undefined ? {} : { matchLabels: { 'kubernetes.io/metadata.name': peer.namespace } };
      return [
        {
          namespaceSelector,
          ...(Object.keys(peer.labels).length > 0 && { podSelector: { matchLabels: peer.labels } }),
        },
      ];
    }
  }
};

const policyPort = ({ port, endPort, protocol }: PolicyPort): k8s.NetworkPolicyPort => ({
  port: k8s.IntOrString.fromNumber(port),
  protocol,
  ...(endPort !== undefined && { endPort }),
});

/** Leaves `from` and `to` out for anywhere: an empty list would mean the same and read like nobody. */
const rule = (direction: 'from' | 'to', { peer, ports }: PolicyRule) => ({
  ...(peer.kind !== 'anywhere' && { [direction]: peers(peer) }),
  ports: ports.map(policyPort),
});

/** Who may reach the pods and what they may reach. One label selects them, since Polaris takes exactly one. */
export const networkPolicy = (scope: Construct, id: string, service: Service) =>
  kubeObject(k8s.KubeNetworkPolicy, scope, id, {
    metadata: metadata(service, 'NetworkPolicy'),
    spec: {
      podSelector: { matchLabels: { 'app.kubernetes.io/name': service.name } },
      policyTypes: ['Ingress', 'Egress'],
      ...(service.policy.ingress.length > 0 && { ingress: service.policy.ingress.map((one) => rule('from', one)) }),
      egress: service.policy.egress.map((one) => rule('to', one)),
    },
  });
