import { ApiObject, type Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';

const port = (number: number, protocol = 'TCP'): k8s.NetworkPolicyPort => ({
  port: k8s.IntOrString.fromNumber(number),
  protocol,
});

const namespace = (name: string): k8s.LabelSelector => ({ matchLabels: { 'kubernetes.io/metadata.name': name } });

/** How a service is reached, and what it reaches. */
export function access(chart: Chart, name: string, caller: string): void {
  const selector = { 'app.kubernetes.io/instance': name, 'app.kubernetes.io/name': name };
  new k8s.KubeService(chart, 'service', {
    metadata: { name },
    spec: {
      ports: [
        {
          appProtocol: 'http',
          name: 'http',
          port: 80,
          protocol: 'TCP',
          targetPort: k8s.IntOrString.fromString('http'),
        },
      ],
      selector,
      type: 'ClusterIP',
    },
  });
  new k8s.KubeNetworkPolicy(chart, 'policy', {
    metadata: { name },
    spec: {
      egress: [
        { ports: [port(5432)] },
        { ports: [port(6379)] },
        {
          ports: [port(53), port(53, 'UDP')],
          to: [
            {
              namespaceSelector: namespace('kube-system'),
              podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
            },
          ],
        },
      ],
      ingress: [
        { from: [{ namespaceSelector: namespace('ingress') }], ports: [port(8080)] },
        { from: [{ namespaceSelector: namespace('monitoring') }], ports: [port(8080)] },
        {
          from: [
            {
              namespaceSelector: namespace('shop'),
              podSelector: { matchLabels: { 'app.kubernetes.io/name': caller } },
            },
          ],
          ports: [port(8080)],
        },
      ],
      podSelector: { matchLabels: { 'app.kubernetes.io/name': name } },
      policyTypes: ['Ingress', 'Egress'],
    },
  });
  new k8s.KubeIngress(chart, 'ingress', {
    metadata: {
      name,
      annotations: {
        'cert-manager.io/cluster-issuer': 'letsencrypt',
        'nginx.ingress.kubernetes.io/proxy-read-timeout': '10',
        'nginx.ingress.kubernetes.io/proxy-send-timeout': '5',
      },
    },
    spec: {
      ingressClassName: 'public',
      rules: [
        {
          host: `${name}.example.com`,
          http: {
            paths: [{ backend: { service: { name, port: { name: 'http' } } }, path: '/', pathType: 'Prefix' }],
          },
        },
      ],
      tls: [{ hosts: [`${name}.example.com`], secretName: `${name}-tls` }],
    },
  });
  new ApiObject(chart, 'monitor', {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name, labels: { release: 'prometheus' } },
    spec: {
      endpoints: [{ interval: '30s', path: '/metrics', port: 'http', scrapeTimeout: '10s' }],
      namespaceSelector: { matchNames: ['shop'] },
      selector: { matchLabels: selector },
    },
  });
}
