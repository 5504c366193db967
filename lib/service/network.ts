import { objectNames } from '../definition/names.js';
import { atLeast } from '../platform/kubernetes-version.js';
import { present } from '../present.js';
import { contentHash } from './content-hash.js';
import { by, type Context, portList, portNamed } from './context.js';
import type { Labels } from './types/labels.js';
import type { Metrics, Route, Routing, ServiceObject } from './types/network.js';

/** The addresses of callers, which alone a load balancer lets in; pods then see them as they are, and so does the policy. */
const sourceRanges = (type: ServiceObject['type'], { callers }: Context['definition']['network']) =>
  type === 'LoadBalancer'
    ? { sourceRanges: callers.flatMap((caller) => (caller.kind === 'cidr' ? [caller.cidr] : [])).sort() }
    : {};

/** The Services: one with all ports under the service's name, and those that the definition adds. */
export const services = ({
  definition,
  environment,
}: Pick<Context, 'definition' | 'environment'>): readonly ServiceObject[] => {
  const ports = portList(definition);
  if (ports.length === 0) return [];
  const { service, services: further } = definition.network;
  const near = atLeast(environment.kubernetes, '1.31') ? service.trafficDistribution : undefined;
  return [
    present({
      name: definition.name,
      ports,
      ...service,
      ...sourceRanges(service.type, definition.network),
      trafficDistribution: near,
    }),
    ...Object.entries(further)
      .sort(by(([ending]) => ending))
      .map(([ending, one]) => ({
        name: objectNames.further(definition.name, ending),
        type: one.type,
        annotations: one.annotations,
        sessionAffinity: 'None' as const,
        ports: ports.filter(({ name }) => one.ports.includes(name)),
        ...sourceRanges(one.type, definition.network),
      })),
  ];
};

/** The host name with the environment's domain in it. */
export const hostOf = (host: string, domain: string | undefined): string =>
  host.replaceAll('{domain}', domain ?? '{domain}');

/** What the nginx ingress controller is told of the server's time limits, in whole seconds. */
const nginxLimits = ({ server }: Context['definition']): Labels =>
  server === undefined
    ? {}
    : {
        'nginx.ingress.kubernetes.io/proxy-read-timeout': String(Math.ceil(server.writeTimeout / 1000)),
        'nginx.ingress.kubernetes.io/proxy-send-timeout': String(Math.ceil(server.readTimeout / 1000)),
      };

/** The ways in from outside; undefined when there are none. */
export const routing = ({ definition, environment }: Context): Routing | undefined => {
  const { expose } = definition.network;
  if (expose.length === 0) return undefined;
  const { ingress } = environment;
  const ports = portList(definition);
  const several = new Set(expose.map(({ host }) => host)).size > 1;
  const routes = expose
    .map(
      (one): Route => ({
        host: hostOf(one.host, environment.domain),
        objectName: several
          ? objectNames.route(definition.name, contentHash({ host: hostOf(one.host, environment.domain) }))
          : definition.name,
        path: one.path,
        pathType: one.pathType,
        port: portNamed(ports, one.port),
        ...(one.tls !== false && { tlsSecret: one.tls === true ? objectNames.tls(definition.name) : one.tls }),
      }),
    )
    .sort(by(({ host, path }) => `${host}${path}`));
  const asked: Labels = Object.assign({}, ...expose.map(({ annotations }) => annotations));
  if (ingress.kind === 'gateway') {
    const { name, namespace, section } = ingress;
    return present({ kind: 'gateway', routes, annotations: asked, name, namespace, section });
  }
  const annotations: Labels = {
    ...(ingress.controller === 'nginx' && nginxLimits(definition)),
    ...(ingress.issuer !== undefined &&
      routes.some(({ tlsSecret }) => tlsSecret !== undefined) && { 'cert-manager.io/cluster-issuer': ingress.issuer }),
    ...ingress.annotations,
    ...asked,
  };
  return present({ kind: 'ingress', routes, annotations, class: ingress.class });
};

/** How metrics are read: by a ServiceMonitor where the Prometheus operator is there, else by annotations. */
export const metrics = ({ definition, environment }: Context): Metrics | undefined => {
  const given = definition.observability.metrics;
  if (given === undefined) return undefined;
  const { monitoring } = environment;
  const common = {
    port: portNamed(portList(definition), given.port),
    path: given.path,
    intervalSeconds: given.interval,
    timeoutSeconds: given.timeout,
  };
  return monitoring.serviceMonitors
    ? { by: 'serviceMonitor', labels: monitoring.labels, ...common }
    : { by: 'annotations', ...common };
};

/** The annotations by which Prometheus finds pods without an operator. */
export const scrapeAnnotations = (context: Context): Labels => {
  const found = metrics(context);
  if (found === undefined || found.by === 'serviceMonitor') return {};
  return {
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': String(found.port.port),
    'prometheus.io/path': found.path,
  };
};
