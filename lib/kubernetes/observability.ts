import type { Construct } from 'constructs';
import type { Metrics } from '../service/types/network.js';
import type { Service } from '../service/types/service.js';
import { furtherService, metadata } from './labels.js';
import { ManifestObject } from './object.js';

/** Looks at the main Service only where there are others: each would be read, and every count doubled. */
const mainOnly = ({ services }: Pick<Service, 'services'>) =>
  services.length > 1 ? { matchExpressions: [{ key: furtherService, operator: 'DoesNotExist' }] } : {};

/** How the Prometheus operator finds and reads the metrics. */
export const serviceMonitor = (
  scope: Construct,
  id: string,
  service: Service,
  metrics: Extract<Metrics, { by: 'serviceMonitor' }>,
) =>
  new ManifestObject(scope, id, {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: metadata(service, 'ServiceMonitor', { labels: metrics.labels }),
    spec: {
      selector: {
        matchLabels: { 'app.kubernetes.io/name': service.name, 'app.kubernetes.io/instance': service.name },
        ...mainOnly(service),
      },
      namespaceSelector: { matchNames: [service.namespace] },
      endpoints: [
        {
          port: metrics.port.name,
          path: metrics.path,
          interval: `${metrics.intervalSeconds}s`,
          scrapeTimeout: `${metrics.timeoutSeconds}s`,
        },
      ],
    },
  });
