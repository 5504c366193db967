import { ApiObject } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { ServiceChart } from '../../lib/index.js';
import type { OrganisationService } from './definition.js';

type Queue = NonNullable<OrganisationService['extension']['queue']>;

/** The claim by which the platform's operator makes a topic. */
class QueueClaim extends Construct {
  constructor(scope: Construct, id: string, name: string, { topic, retention }: Queue) {
    super(scope, id);
    new ApiObject(this, 'claim', {
      apiVersion: 'queues.example.com/v1',
      kind: 'QueueClaim',
      metadata: { name },
      spec: { topic, retention },
    });
  }
}

/** The payments team's services: everything of a ServiceChart, a dashboard (an L2 construct), and the queue they own. */
export class PaymentsChart extends ServiceChart {
  constructor(scope: Construct, service: OrganisationService) {
    super(scope, service);
    new ConfigMap(this, 'dashboard', {
      metadata: { name: `${service.name}-dashboard`, labels: { grafana_dashboard: '1' } },
      data: { 'dashboard.json': JSON.stringify({ title: service.name, tags: ['payments'] }) },
    });
    const { queue } = service.extension;
    if (queue) new QueueClaim(this, 'queue', service.name, queue);
  }
}
