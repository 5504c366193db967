import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Route, Routing } from '../service/types/network.js';
import type { Service } from '../service/types/service.js';
import { metadata } from './labels.js';
import { kubeObject, ManifestObject } from './object.js';

const hosts = (routes: readonly Route[]): readonly string[] => [...new Set(routes.map(({ host }) => host))];

const tls = (routes: readonly Route[]): k8s.IngressTls[] =>
  [...new Set(routes.flatMap(({ tlsSecret }) => (tlsSecret === undefined ? [] : [tlsSecret])))].map((secretName) => ({
    hosts: [...hosts(routes.filter(({ tlsSecret }) => tlsSecret === secretName))],
    secretName,
  }));

const ingress = (scope: Construct, id: string, service: Service, routing: Extract<Routing, { kind: 'ingress' }>) => {
  const { routes, annotations, class: ingressClassName } = routing;
  const secured = tls(routes);
  return kubeObject(k8s.KubeIngress, scope, id, {
    metadata: metadata(service, 'Ingress', { annotations }),
    spec: {
      ...(ingressClassName !== undefined && { ingressClassName }),
      ...(secured.length > 0 && { tls: secured }),
      rules: hosts(routes).map((host) => ({
        host,
        http: {
          paths: routes
            .filter((route) => route.host === host)
            .map(({ path, pathType, port }) => ({
              path,
              pathType,
              backend: { service: { name: service.name, port: { name: port.name } } },
            })),
        },
      })),
    },
  });
};

const gatewayPathTypes = { Prefix: 'PathPrefix', Exact: 'Exact' } as const;

const httpRoute = (
  scope: Construct,
  id: string,
  service: Service,
  routing: Extract<Routing, { kind: 'gateway' }>,
  host: string,
  name: string,
) => {
  const { routes, annotations, name: gateway, namespace, section } = routing;
  return new ManifestObject(scope, id, {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: metadata(service, 'HTTPRoute', { name, annotations }),
    spec: {
      parentRefs: [{ name: gateway, namespace, ...(section !== undefined && { sectionName: section }) }],
      hostnames: [host],
      rules: routes
        .filter((route) => route.host === host)
        .map(({ path, pathType, port }) => ({
          matches: [{ path: { type: gatewayPathTypes[pathType], value: path } }],
          backendRefs: [{ name: service.name, port: port.servicePort }],
        })),
    },
  });
};

/** The ways in from outside: one Ingress, or an HTTPRoute for each host. */
export const routes = (scope: Construct, service: Service, routing: Routing) => {
  if (routing.kind === 'ingress') return [ingress(scope, 'ingress', service, routing)];
  const names = new Map(routing.routes.map(({ host, objectName }) => [host, objectName]));
  return [...names].map(([host, name]) => httpRoute(scope, `route-${host}`, service, routing, host, name));
};
