import { pathText } from '../../definition/path.js';
import type { Problem } from '../../definition/problems.js';
import type { Context } from '../context.js';
import { serverExposed, trustedProxies } from '../told.js';

/** A load balancer that nobody may reach. */
export const loadBalancer = ({ definition: { network } }: Context): readonly Problem[] => {
  const types = [network.service.type, ...Object.values(network.services).map(({ type }) => type)];
  return types.includes('LoadBalancer') && !network.callers.some(({ kind }) => kind === 'cidr')
    ? [
        {
          path: 'network.callers',
          check: 'load-balancer-needs-callers',
          message: 'a load balancer lets addresses outside the cluster in, and nothing says which',
          allowed: 'at least one caller of kind cidr',
          fix: 'add for example { kind: cidr, cidr: 203.0.113.0/24 }',
        },
      ]
    : [];
};

const classAnnotation = 'kubernetes.io/ingress.class';

/** An ingress class that is said twice, which Kubernetes refuses. */
export const ingressClassOnce = ({ definition: { network }, environment: { ingress } }: Context): readonly Problem[] =>
  ingress.kind === 'gateway' || ingress.class === undefined
    ? []
    : network.expose.flatMap(({ annotations }, at) => {
        const asked = annotations[classAnnotation];
        if (asked === undefined) return [];
        return [
          {
            path: pathText(['network', 'expose', at, 'annotations', classAnnotation]),
            check: 'ingress-class-once',
            message: `the annotation asks for the class ${asked}, but the platform says ${ingress.class}`,
            value: asked,
            allowed: `${ingress.class}`,
            fix: 'remove the annotation',
          },
        ];
      });

/** What the Gateway API takes as rules of one HTTPRoute. */
const mostRules = 16;

/** More paths of one host than one HTTPRoute takes. */
export const routesFit = ({ definition: { network }, environment: { ingress } }: Context): readonly Problem[] => {
  if (ingress.kind !== 'gateway') return [];
  return [...new Set(network.expose.map(({ host }) => host))].flatMap((host) => {
    const paths = network.expose.filter((route) => route.host === host).length;
    if (paths <= mostRules) return [];
    return [
      {
        path: 'network.expose',
        check: 'routes-fit',
        message: `${host} has ${paths} paths, more than one HTTPRoute takes`,
        value: String(paths),
        allowed: `at most ${mostRules} paths a host`,
        fix: 'expose a common prefix of them',
      },
    ];
  });
};

/** Annotations of one Ingress that contradict each other. */
export const annotationsAgree = ({ definition: { network } }: Context): readonly Problem[] => {
  const first = new Map<string, string>();
  return network.expose.flatMap(({ annotations }, at) =>
    Object.entries(annotations).flatMap(([key, value]) => {
      const before = first.get(key);
      first.set(key, value);
      return before === undefined || before === value
        ? []
        : [
            {
              path: `network.expose[${at}].annotations`,
              check: 'annotations-agree',
              message: `${key} is "${before}" and "${value}" on one Ingress`,
              fix: 'give it one value',
            },
          ];
    }),
  );
};

/** A limit per client where every client has the ingress's own address, since nothing it says of them is believed. */
export const clientsTold = (context: Context): readonly Problem[] => {
  const limit = context.definition.server?.rateLimit;
  if (!limit || !serverExposed(context) || trustedProxies(context).length > 0) return [];
  return [
    {
      path: 'server.rateLimit',
      check: 'clients-told-apart',
      message: `nobody has said where the ingress of ${context.environmentName} sends from, so all clients behind it would share the limit of one: ${limit.perSecond} requests a second`,
      value: `${limit.perSecond} a second`,
      allowed: 'an ingress whose addresses are known, or no limit',
      fix: 'state where its pods send from in the platform (ingress.podAddresses), or name proxies in server.trustedProxies, or set server.rateLimit: false',
    },
  ];
};
