import type { Construct } from 'constructs';
import { platform, ServiceChart } from '../lib/index.js';
import { PaymentsChart } from './payments/chart.js';
import { costCentre } from './payments/cost-centre.js';
import type { OrganisationService } from './payments/definition.js';

/** What the organisation's teams may write. */
export { OrganisationDefinition as schema } from './payments/definition.js';

const costCentres: Readonly<Record<string, string>> = { payments: '4711' };

/** The chart of one service of the organisation. */
export const chart = (scope: Construct, service: OrganisationService): ServiceChart => {
  const made = service.team.name === 'payments' ? new PaymentsChart(scope, service) : new ServiceChart(scope, service);
  made.with(costCentre(costCentres[service.team.name] ?? '1000'));
  return made;
};

/** The clusters of the example organisation. */
export default platform({
  name: 'acme',
  registry: 'registry.example.com/acme',
  defaults: { links: { handbook: 'https://handbook.example.com/on-call' } },
  presets: {
    payments: {
      labels: { 'example.com/data-class': 'financial' },
      scaling: { disruption: { maxUnavailable: 1 } },
      shutdown: { timeout: '30s' },
    },
  },
  environments: {
    dev: {
      kubernetes: '1.29',
      domain: 'dev.example.com',
      namespaces: { pattern: '{system}-dev', owned: true },
      ingress: {
        class: 'nginx',
        namespace: 'ingress-nginx',
        controller: 'nginx',
        podAddresses: ['10.40.0.0/16'],
      },
      defaults: { scaling: 2 },
      bounds: { replicas: 3 },
    },
    staging: {
      kubernetes: '1.33',
      domain: 'staging.example.com',
      namespaces: {
        pattern: '{system}',
        owned: true,
        quota: { 'requests.cpu': '20', 'requests.memory': '64Gi', pods: '200' },
      },
      ingress: { kind: 'gateway', name: 'public', namespace: 'gateways', podAddresses: ['10.41.0.0/16'] },
      monitoring: { namespace: 'monitoring', serviceMonitors: true },
      secretStore: { name: 'vault' },
      bounds: { replicas: 10, memory: '4Gi' },
    },
    production: {
      kubernetes: '1.34',
      digests: 'required',
      domain: 'example.com',
      namespaces: {
        pattern: '{system}',
        owned: true,
        quota: { 'requests.cpu': '100', 'requests.memory': '256Gi', pods: '1000' },
      },
      ingress: {
        class: 'public',
        namespace: 'ingress',
        controller: 'nginx',
        issuer: 'letsencrypt',
        podAddresses: ['10.42.0.0/16'],
      },
      monitoring: { namespace: 'monitoring', serviceMonitors: true, labels: { release: 'prometheus' } },
      secretStore: { name: 'vault' },
      priorityClass: 'production',
      bounds: { replicas: 50, memory: '16Gi', cpu: '8' },
    },
  },
});
