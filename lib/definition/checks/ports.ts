import { readRange } from '../cidr.js';
import { servicePortOf } from '../network.js';
import { pathText } from '../path.js';
import { definedPorts, impliedPort, portReferences } from '../ports.js';
import { check, portNames, twice } from './check.js';

const portExists = check('port-exists', ['network', 'workload', 'health', 'server', 'observability'], (definition) => {
  const names = Object.keys(definedPorts(definition));
  return portReferences(definition).flatMap(({ path, port }) => {
    if (port !== undefined && !names.includes(port))
      return [
        {
          path,
          message: `there is no port "${port}"`,
          allowed: portNames(names),
          fix: `name one of these ports, or add "${port}" to network.ports`,
        },
      ];
    if (port === undefined && impliedPort(names) === undefined)
      return [
        {
          path,
          message: 'it is not clear which port is meant',
          allowed: portNames(names),
          fix: names.length === 0 ? 'add a port to network.ports' : 'name the port',
        },
      ];
    return [];
  });
});

const portClaimedOnce = check('port-claimed-once', ['network', 'workload'], (definition) => {
  const ports = Object.entries(definedPorts(definition)).map(([name, port]) => ({ name, port }));
  return [
    ...twice(ports, ({ port }) => `${port.port}/${port.protocol}`).map(([one, other]) => ({
      path: pathText(['network', 'ports', other.name]),
      message: `the ports "${one.name}" and "${other.name}" both listen on ${other.port.port}/${other.port.protocol}`,
      fix: 'give each port a number of its own, or use one name for both',
    })),
    ...twice(ports, ({ name, port }) => `${servicePortOf(name, port)}/${port.protocol}`).map(([one, other]) => ({
      path: pathText(['network', 'ports', other.name, 'servicePort']),
      message: `the Service would offer "${one.name}" and "${other.name}" both on ${servicePortOf(other.name, other.port)}/${other.port.protocol}`,
      fix: 'set servicePort of one of them to another number',
    })),
  ];
});

const privilegedPort = check('privileged-port', ['network', 'workload', 'security'], (definition) =>
  Object.entries(definedPorts(definition)).flatMap(([name, { port }]) =>
    port < 1024 && !definition.security.capabilities.includes('NET_BIND_SERVICE')
      ? [
          {
            path: pathText(['network', 'ports', name]),
            message: `port ${port} is below 1024, which user ${definition.security.user} may not listen on`,
            value: String(port),
            allowed: '1024 to 65535',
            fix: 'listen on a higher number (servicePort can stay low), or keep NET_BIND_SERVICE in security.capabilities',
          },
        ]
      : [],
  ),
);

/** The concerns whose ports are asked over TCP. */
const askedOverTcp = /^(health|server|observability)\./;

const portSpeaksTcp = check(
  'port-speaks-tcp',
  ['network', 'workload', 'health', 'server', 'observability'],
  (definition) => {
    const ports = definedPorts(definition);
    const implied = impliedPort(Object.keys(ports));
    return portReferences(definition).flatMap(({ path, port = implied }) => {
      const protocol = port !== undefined && Object.hasOwn(ports, port) ? ports[port]?.protocol : undefined;
      if (protocol === undefined || protocol === 'TCP' || !askedOverTcp.test(path)) return [];
      return [
        {
          path,
          message: `port "${port}" is ${protocol}, but it is asked over TCP`,
          value: protocol,
          allowed: 'a TCP port',
          fix: 'name another port',
        },
      ];
    });
  },
);

const isLoopback = (host: string): boolean => {
  const { address, bits } = readRange(`${host}/${host.includes(':') ? 128 : 32}`);
  return bits === 32 ? address >> 24n === 127n : address === 1n;
};

const hostReachable = check('host-reachable', ['server'], ({ server }) =>
  server !== undefined && isLoopback(server.host)
    ? [
        {
          path: 'server.host',
          message: `only the container itself reaches ${server.host}: no caller, no probe, no published port`,
          value: server.host,
          allowed: '0.0.0.0, or :: for both versions of IP',
          fix: 'remove server.host; where the program runs without a container, set SERVER_HOST there',
        },
      ]
    : [],
);

/** Checks of ports, and of the address that they are on. */
export const portChecks = [portExists, portSpeaksTcp, portClaimedOnce, privilegedPort, hostReachable];
