import { labelChecks } from '../../../lib/definition/checks/labels.js';
import { describeChecks } from '../../support/checks.js';
import { minimal } from '../../support/definitions.js';

const selecting = (selector: Record<string, string>, labels: Record<string, string> = {}) =>
  minimal({ workload: { kind: 'service', selector }, labels });

describeChecks(labelChecks, [
  {
    id: 'label-reserved',
    breaks: minimal({ labels: { owner: 'somebody' } }),
    path: 'labels.owner',
    says: ['owner', 'team'],
    passes: minimal({ labels: { owners: 'somebody', 'example.com/owner': 'somebody' } }),
  },
  {
    id: 'label-reserved',
    breaks: minimal({ labels: { 'app.kubernetes.io/part-of': 'shop' } }),
    path: 'labels["app.kubernetes.io/part-of"]',
    says: ['system'],
    passes: minimal({ system: 'shop' }),
  },
  {
    id: 'label-reserved',
    breaks: minimal({ labels: { 'pod-template-hash': 'abc' } }),
    path: 'labels.pod-template-hash',
    says: ['the cluster sets it'],
    passes: minimal({ labels: { toString: 'text' } }),
  },
  {
    id: 'selector-labels',
    breaks: selecting({ tier: 'front' }, { tier: 'back' }),
    path: 'labels.tier',
    says: ['tier: back', 'front'],
    passes: selecting({ tier: 'front', toString: 'x' }, { tier: 'front' }),
  },
  {
    id: 'selector-name',
    breaks: selecting({ 'app.kubernetes.io/name': 'legacy' }),
    path: 'workload.selector["app.kubernetes.io/name"]',
    says: ['legacy', 'orders'],
    passes: selecting({ 'app.kubernetes.io/name': 'orders', app: 'legacy' }),
  },
]);
