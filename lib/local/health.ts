import type { Definition } from '../definition/index.js';
import { present } from '../present.js';
import type { Service } from '../service.js';
import { type Client, client } from './client.js';
import type { HealthCheck } from './types/image-build.js';

/** How Docker and Compose ask a service, and the program that they need for it. */
export interface Asked {
  readonly healthCheck: HealthCheck;
  readonly program?: NonNullable<Client['program']>;
}

/**
 * The readiness probe, or else the liveness probe, asked from inside the container: Compose waits for what is ready. A cron
 * job is asked by nobody, nor is a process without probes.
 */
export const asked = (
  definition: Definition,
  { container, workload }: Pick<Service, 'container' | 'workload'>,
  entrypoint: readonly string[],
): Asked | undefined => {
  const probe = container.probes.ready ?? container.probes.live;
  if (probe === undefined || workload.kind === 'cron') return undefined;
  const { check, periodSeconds, timeoutSeconds, failureThreshold } = probe;
  const named = 'port' in check ? container.ports.find(({ name }) => name === check.port)?.port : undefined;
  const port = check.kind === 'grpc' ? check.port : (named ?? 0);
  const found = client(definition, check, { port, timeoutSeconds, entrypoint });
  if (found === undefined) return undefined;
  const healthCheck = {
    command: found.command,
    intervalSeconds: periodSeconds,
    timeoutSeconds,
    startPeriodSeconds: definition.health.startup.budget,
    retries: failureThreshold,
  };
  return present({ healthCheck, program: found.program });
};
