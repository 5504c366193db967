import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Service } from '../service/types/service.js';
import { configMap, externalSecret } from './config.js';
import { kubeService } from './network.js';
import { serviceMonitor } from './observability.js';
import { patchObjects } from './overlay.js';
import { networkPolicy } from './policy.js';
import { routes } from './routes.js';
import { autoscaler, disruptionBudget } from './scaling.js';
import { serviceAccount } from './security.js';
import { cronJob, deployment } from './workload.js';

/**
 * Everything that one service needs in one cluster, in apply order. Extend it by adding constructs to it; they are put
 * into the same file. Its file is `<environment>/<service>.k8s.yaml`.
 */
export class ServiceChart extends Chart {
  readonly service: Service;
  /** the scope in which an object may exist once */
  readonly environment: string;
  /** below the output folder */
  readonly outputFile: string;

  constructor(scope: Construct, service: Service) {
    super(scope, `${service.environment.name}.${service.name}`, {
      namespace: service.namespace,
      labels: service.labels,
      disableResourceNameHashes: true,
    });
    this.service = service;
    this.environment = service.environment.name;
    this.outputFile = `${service.environment.name}/${service.name}.k8s.yaml`;
    const { workload, secret, routing, scaling, disruption, metrics } = service;

    if (service.serviceAccount.own) serviceAccount(this, 'service-account', service);
    for (const map of service.configMaps) configMap(this, map.name, service, map);
    if (secret?.store) externalSecret(this, 'secret', service, secret, secret.store);
    for (const one of service.services) kubeService(this, `service-${one.name}`, service, one);
    if (workload.kind === 'cron') cronJob(this, 'workload', service, workload);
    else deployment(this, 'workload', service);
    if (workload.kind !== 'cron' && scaling.kind === 'automatic') autoscaler(this, 'autoscaler', service, scaling);
    if (disruption) disruptionBudget(this, 'budget', service, disruption);
    networkPolicy(this, 'policy', service);
    if (routing) routes(this, service, routing);
    if (metrics?.by === 'serviceMonitor') serviceMonitor(this, 'monitor', service, metrics);

    if (service.patches.length > 0) patchObjects(this.node.findAll().filter(ApiObject.isApiObject), service.patches);
  }
}
