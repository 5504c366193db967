import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Container } from '../service/types/container.js';
import type { ServiceObject } from '../service/types/network.js';
import type { Service } from '../service/types/service.js';
import { furtherService, metadata } from './labels.js';
import { kubeObject } from './object.js';
import { applyPatch, overlay } from './overlay.js';

/** The ports of a container. */
export const containerPorts = ({ ports }: Pick<Container, 'ports'>): Pick<k8s.Container, 'ports'> =>
  ports.length === 0
    ? {}
    : { ports: ports.map(({ name, port, protocol }) => ({ name, containerPort: port, protocol })) };

/** One Service; its ports lead to the container's by name. */
export const kubeService = (scope: Construct, id: string, service: Service, one: ServiceObject) => {
  const { name, type, annotations, sessionAffinity, sourceRanges, trafficDistribution, ports } = one;
  const object = kubeObject(k8s.KubeService, scope, id, {
    metadata: metadata(service, 'Service', {
      name,
      annotations,
      labels: name === service.name ? {} : { [furtherService]: name },
    }),
    spec: {
      type: type === 'Headless' ? 'ClusterIP' : type,
      ...(type === 'Headless' && { clusterIp: 'None' }),
      ...(sessionAffinity === 'ClientIP' && { sessionAffinity }),
      ...(sourceRanges && { externalTrafficPolicy: 'Local', loadBalancerSourceRanges: [...sourceRanges] }),
      selector: service.selector,
      ports: ports.map((port) => ({
        name: port.name,
        port: port.servicePort,
        targetPort: k8s.IntOrString.fromString(port.name),
        protocol: port.protocol,
        ...(port.appProtocol !== undefined && { appProtocol: port.appProtocol }),
      })),
    },
  });
  if (trafficDistribution !== undefined)
    overlay(object, (json) =>
      applyPatch(json, [{ op: 'add', path: '/spec/trafficDistribution', value: trafficDistribution }]),
    );
  return object;
};
