import { dependencyPorts, isDependencyKind } from '../definition/dependencies.js';
import { by, type Context, callable, portList, portNamed } from './context.js';
import type { Port } from './types/container.js';
import type { PolicyPeer, PolicyPort, PolicyRule } from './types/network.js';

const everyNamespace: PolicyPeer = { kind: 'pods', labels: {} };

const inNamespace = (namespace: string | undefined): PolicyPeer =>
  namespace === undefined ? everyNamespace : { kind: 'pods', namespace, labels: {} };

const at = (addresses: readonly string[]): readonly PolicyPeer[] =>
  addresses.map((cidr) => ({ kind: 'cidr', cidr, except: [] }));

/** Who reads metrics: monitoring's namespace, or every namespace where it is not known and the port serves nothing else. */
const readers = ({ definition, environment }: Context, port: Port): readonly PolicyPeer[] => {
  const { namespace } = environment.monitoring;
  const { workload, network } = definition;
  const isCalled = workload.kind === 'service' || network.callers.length > 0 || network.expose.length > 0;
  const servesMore = isCalled && callable(definition).some(({ name }) => name === port.name);
  return namespace === undefined && servesMore ? [] : [inNamespace(namespace)];
};

const serviceIn = (name: string, namespace: string): PolicyPeer => ({
  kind: 'pods',
  namespace,
  labels: { 'app.kubernetes.io/name': name },
});

const reached = (ports: readonly Port[]): readonly PolicyPort[] =>
  [...new Map(ports.map(({ port, protocol }) => [`${port}/${protocol}`, { port, protocol }])).values()].sort(
    (a, b) => a.port - b.port,
  );

const sortRules = (rules: readonly PolicyRule[]): readonly PolicyRule[] =>
  [...new Map(rules.filter(({ ports }) => ports.length > 0).map((rule) => [JSON.stringify(rule), rule]))]
    .sort(by(([text]) => text))
    .map(([, rule]) => rule);

type Peer =
  | { readonly kind: 'namespace'; readonly namespace: string; readonly labels: Readonly<Record<string, string>> }
  | Extract<PolicyPeer, { kind: 'cidr' }>;

const outside = (peer: Peer): PolicyPeer =>
  peer.kind === 'cidr'
    ? { kind: 'cidr', cidr: peer.cidr, except: peer.except }
    : { kind: 'pods', namespace: peer.namespace, labels: peer.labels };

/** Who may reach the pods: the ingress controller, monitoring, and the callers that are named. No caller, no rule. */
export const ingressRules = (context: Context): readonly PolicyRule[] => {
  const { definition, environment, neighbours } = context;
  const { network, observability } = definition;
  const ports = portList(definition);
  const named = (names: readonly string[] | undefined): readonly Port[] =>
    names === undefined ? callable(definition) : names.map((name) => portNamed(ports, name));
  const scraped = observability.metrics === undefined ? [] : [portNamed(ports, observability.metrics.port)];
  const exposed = network.expose.map(({ port }) => portNamed(ports, port));
  return sortRules([
    ...[inNamespace(environment.ingress.namespace), ...at(environment.ingress.addresses)].map((peer) => ({
      peer,
      ports: reached(exposed),
    })),
    ...scraped.flatMap((port) => readers(context, port).map((peer) => ({ peer, ports: reached([port]) }))),
    ...network.callers.map((caller) => ({
      peer:
        caller.kind === 'service'
          ? serviceIn(caller.service, neighbours.get(caller.service)?.namespace ?? context.namespace)
          : outside(caller),
      ports: reached(named(caller.ports)),
    })),
  ]);
};

/** What the pods may reach: DNS, the services they call, their dependencies, and the peers that are named. */
export const egressRules = (context: Context): readonly PolicyRule[] => {
  const { definition, environment, neighbours } = context;
  const { network, dependencies } = definition;
  const { dns } = environment;
  const both = ['TCP', 'UDP'] as const;
  const apis = definition.security.serviceAccount.token && environment.api ? [environment.api] : [];
  return sortRules([
    ...[{ kind: 'pods', namespace: dns.namespace, labels: dns.labels } as const, ...at(dns.addresses)].map((peer) => ({
      peer,
      ports: both.map((protocol) => ({ port: dns.port, protocol })),
    })),
    ...apis.flatMap(({ addresses, port }) =>
      at(addresses).map((peer) => ({ peer, ports: [{ port, protocol: 'TCP' as const }] })),
    ),
    ...network.calls.flatMap(({ service, port }) => {
      const callee = neighbours.get(service);
      return callee === undefined
        ? []
        : [{ peer: serviceIn(service, callee.namespace), ports: reached([portNamed(callee.ports, port)]) }];
    }),
    ...Object.entries(dependencies).flatMap(
      ([name, { kind = isDependencyKind(name) ? name : undefined, port, at }]) => {
        const number = port ?? (kind === undefined ? undefined : dependencyPorts[kind]);
        if (number === undefined) return [];
        const peer: PolicyPeer = at === undefined ? { kind: 'anywhere' } : outside(at);
        return [{ peer, ports: [{ port: number, protocol: 'TCP' as const }] }];
      },
    ),
    ...network.egress.map((peer) => ({
      peer: outside(peer),
      ports: peer.ports.map(({ port, endPort, protocol }) => ({
        port,
        protocol,
        ...(endPort !== undefined && { endPort }),
      })),
    })),
  ]);
};
