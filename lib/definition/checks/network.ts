import { appProtocolOf } from '../network.js';
import { definedPorts, impliedPort } from '../ports.js';
import { check, found, portNames, twice } from './check.js';

const cronHasNoPorts = check('cron-has-no-ports', ['network', 'workload', 'health'], (definition) => {
  if (definition.workload.kind !== 'cron') return [];
  const { network, health } = definition;
  return found(
    Object.keys(network.ports ?? {}).length > 0 && {
      path: 'network.ports',
      message: 'a cron job has no ports',
      value: portNames(Object.keys(network.ports ?? {})),
      fix: 'remove the ports, or make it workload: service',
    },
    network.expose.length > 0 && {
      path: 'network.expose',
      message: 'a cron job cannot be exposed',
      fix: 'remove it, or make it workload: service',
    },
    network.callers.length > 0 && {
      path: 'network.callers',
      message: 'a cron job has no callers',
      fix: 'remove them, or make it workload: service',
    },
    health.ready !== undefined && {
      path: 'health.ready',
      message: 'a cron job is sent no requests, so nothing asks whether it is ready',
      fix: 'remove health.ready',
    },
  );
});

const exposeNeedsHttp = check('expose-needs-http', ['network', 'workload'], (definition) => {
  const ports = definedPorts(definition);
  return definition.network.expose.flatMap((route, at) => {
    const name = route.port ?? impliedPort(Object.keys(ports));
    const port = name === undefined || !Object.hasOwn(ports, name) ? undefined : ports[name];
    if (name === undefined || port === undefined || port.protocol === 'TCP') return [];
    return [
      {
        path: `network.expose[${at}].port`,
        message: `port "${name}" is ${port.protocol}, which an ingress cannot carry`,
        value: appProtocolOf(name, port) ?? port.protocol,
        allowed: 'a TCP port that speaks HTTP',
        fix: 'name another port',
      },
    ];
  });
});

const routeClaimedOnce = check('route-claimed-once', ['network'], (definition) =>
  twice(
    definition.network.expose.map((route, at) => ({ route, at })),
    ({ route }) => `${route.host}${route.path}`,
  ).map(([one, other]) => ({
    path: `network.expose[${other.at}]`,
    message: `${other.route.host}${other.route.path} is exposed twice, here and in network.expose[${one.at}]`,
    fix: 'remove one of them',
  })),
);

const callsOnce = check('calls-once', ['network', 'name'], (definition) => [
  ...twice(
    definition.network.calls.map((call, at) => ({ call, at })),
    ({ call }) => call.service,
  ).map(([, other]) => ({
    path: `network.calls[${other.at}]`,
    message: `"${other.call.service}" is called twice`,
    fix: 'keep one of them',
  })),
  ...definition.network.calls.flatMap((call, at) =>
    call.service === definition.name
      ? [
          {
            path: `network.calls[${at}]`,
            message: 'a service cannot call itself through the network',
            value: call.service,
            fix: 'remove it',
          },
        ]
      : [],
  ),
]);

/** What Ingress controllers and the Gateway API both take as a path. */
const plainPath = /^[-A-Za-z0-9/._~!$&'()*+,;=:@%]+$/;

const exposePlain = check('expose-path-plain', ['network'], ({ network }) =>
  network.expose.flatMap(({ path }, at) =>
    plainPath.test(path)
      ? []
      : [
          {
            path: `network.expose[${at}].path`,
            message: 'a route cannot look at a query or at signs that a URL must escape',
            value: path,
            allowed: "letters, digits and /._~!$&'()*+,;=:@%-",
            fix: 'keep only the path',
          },
        ],
  ),
);

const affinityNeedsAddress = check('affinity-needs-an-address', ['network'], ({ network: { service } }) =>
  service.type === 'Headless' && service.sessionAffinity !== 'None'
    ? [
        {
          path: 'network.service.sessionAffinity',
          message: `sessionAffinity ${service.sessionAffinity} does nothing for a Service of type Headless, which has no address of its own`,
          value: service.sessionAffinity,
          allowed: 'None',
          fix: 'remove sessionAffinity, or make the Service a ClusterIP',
        },
      ]
    : [],
);

/** Checks of Services, routes and calls. */
export const networkChecks = [
  cronHasNoPorts,
  exposeNeedsHttp,
  exposePlain,
  routeClaimedOnce,
  callsOnce,
  affinityNeedsAddress,
];
