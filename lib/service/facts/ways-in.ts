import type { Problem } from '../../definition/problems.js';
import type { Context } from '../context.js';

/** A load balancer that nobody may reach. */
export const loadBalancer = ({ definition: { network } }: Context): readonly Problem[] =>
  network.service.type === 'LoadBalancer' && !network.callers.some(({ kind }) => kind === 'cidr')
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
