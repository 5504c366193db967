import type { Problem } from '../../definition/problems.js';
import { DnsName, Name } from '../../definition/scalars.js';
import type { Context } from '../context.js';
import { hostOf } from '../network.js';

/** Host names that need a domain, or do not fit with it. */
export const hostProblems = ({ definition, environment, environmentName }: Context): readonly Problem[] =>
  definition.network.expose.flatMap(({ host }, at) => {
    const path = `network.expose[${at}].host`;
    if (host.includes('{domain}') && environment.domain === undefined)
      return [
        {
          path,
          check: 'domain-known',
          message: `the environment ${environmentName} has no domain`,
          value: host,
          fix: 'write the host name out, or state the domain in the platform',
        },
      ];
    return DnsName.safeParse(hostOf(host, environment.domain)).success
      ? []
      : [
          {
            path,
            check: 'domain-known',
            message: 'it is no host name with the domain in it',
            value: hostOf(host, environment.domain),
            fix: 'shorten it',
          },
        ];
  });

/** Namespaces that are the cluster's own: Kubernetes', and those of its DNS, ingress and monitoring. */
const reserved = ({ dns, ingress, monitoring }: Context['environment']): readonly (string | undefined)[] => [
  ...['default', 'kube-system', 'kube-public', 'kube-node-lease'],
  ...[dns.namespace, ingress.namespace, monitoring.namespace],
];

/** A namespace that would be no valid name, or that belongs to the cluster: its policies would cut the cluster off. */
export const namespaceProblems = ({ namespace, environment, environmentName }: Context): readonly Problem[] => {
  if (reserved(environment).includes(namespace))
    return [
      {
        path: 'system',
        check: 'namespace-reserved',
        message: `the namespace in ${environmentName} would be "${namespace}", which belongs to the cluster itself`,
        value: namespace,
        allowed: 'a namespace of the services alone',
        fix: 'choose another system, or another pattern in the platform',
      },
    ];
  return Name.safeParse(namespace).success
    ? []
    : [
        {
          path: 'system',
          check: 'namespace-fits',
          message: `the namespace in ${environmentName} would be no valid name`,
          value: namespace,
          allowed: 'at most 63 lower-case letters, digits and -',
          fix: 'choose a shorter system, team or name',
        },
      ];
};
