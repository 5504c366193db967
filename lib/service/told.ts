import { urlVariable } from '../definition/claims.js';
import { logVariables } from '../definition/observability.js';
import { serverVariables } from '../definition/server.js';
import { shutdownVariables } from '../definition/shutdown.js';
import { type Context, portList, portNamed } from './context.js';
import { shutdown } from './shutdown.js';
import type { Labels } from './types/labels.js';

/** The address of a service that is called: the scheme only where HTTP is spoken. */
const address = (context: Context, service: string, portName: string | undefined): string => {
  const callee = context.neighbours.get(service);
  if (callee === undefined)
    throw new Error(`no neighbour ${service}: the check callee-exists should have refused this definition`);
  const { port, servicePort, appProtocol } = portNamed(callee.ports, portName);
  const number = callee.headless ? port : servicePort;
  const host = `${callee.name}.${callee.namespace}`;
  return appProtocol === 'http' ? `http://${host}${number === 80 ? '' : `:${number}`}` : `${host}:${number}`;
};

/** True where the ingress leads to the server; on one's own machine nothing stands before it. */
export const serverExposed = ({ definition, environment }: Context): boolean => {
  const { server, network } = definition;
  const ports = portList(definition);
  return !environment.local && network.expose.some(({ port }) => portNamed(ports, port).name === server?.port);
};

/** Whose forwarded addresses the server believes: its own proxies, and those of the ingress where that exposes it; sorted. */
export const trustedProxies = (context: Context): readonly string[] => {
  const { addresses, podAddresses } = context.environment.ingress;
  const own = context.definition.server?.trustedProxies ?? [];
  return [...new Set([...own, ...(serverExposed(context) ? [...addresses, ...podAddresses] : [])])].sort();
};

/** What the concerns of a definition tell the process, where it asked for it. */
export const told = (context: Context): Labels => {
  const { server, observability, network } = context.definition;
  const { timeoutSeconds, processDrainSeconds } = shutdown(context);
  return {
    ...(server &&
      serverVariables(server, portNamed(portList(context.definition), server.port).port, trustedProxies(context))),
    ...(observability.logs && logVariables(observability.logs)),
    ...(context.definition.shutdown.env && shutdownVariables(timeoutSeconds, processDrainSeconds)),
    ...Object.fromEntries(
      network.calls
        .filter(({ env }) => env)
        .map(({ service, port }) => [urlVariable(service), address(context, service, port)]),
    ),
  };
};
