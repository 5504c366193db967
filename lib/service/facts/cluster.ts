import type { Problem } from '../../definition/problems.js';
import { type Context, portList } from '../context.js';
import { platformDrains } from '../shutdown.js';

/** A drain that nobody waits for: the cluster has no preStop sleep, and the process is not told. */
export const drainWaited = (context: Context): readonly Problem[] => {
  const { definition, environment, environmentName } = context;
  const { shutdown, workload } = definition;
  const waits = shutdown.drain === 0 || shutdown.env || platformDrains(context);
  if (waits || workload.kind === 'cron' || portList(definition).length === 0) return [];
  return [
    {
      path: 'shutdown.env',
      check: 'drain-waited',
      message: `nobody waits for the drain of ${shutdown.drain}s in ${environmentName}: ${shutdown.drainedBy === 'process' ? 'the process should, but is not told' : `Kubernetes ${environment.kubernetes} has no preStop sleep, and the process is not told`}`,
      allowed: 'shutdown.env: true, or shutdown.drain: 0s',
      fix: 'set shutdown.env: true and let the process wait for SHUTDOWN_DRAIN before it stops accepting',
    },
  ];
};

/** A token for the Kubernetes API, and no way to it. */
export const apiReachable = ({ definition, environment, environmentName }: Context): readonly Problem[] =>
  definition.security.serviceAccount.token && environment.api === undefined && definition.network.egress.length === 0
    ? [
        {
          path: 'security.serviceAccount.token',
          check: 'api-reachable',
          message: `the process gets a token for the Kubernetes API, but no policy of ${environmentName} lets it reach the API`,
          fix: 'state the addresses of the API in the platform (api), or name them in network.egress',
        },
      ]
    : [];

/** A quota that counts what the service leaves unlimited: the cluster would refuse each pod. */
export const quotaFits = ({ definition, environment, environmentName }: Context): readonly Problem[] =>
  definition.resources.cpu.limit === 'none' &&
  'limits.cpu' in environment.namespaces.quota &&
  environment.namespaces.owned
    ? [
        {
          path: 'resources.cpu.limit',
          check: 'quota-fits',
          message: `the quota of ${environmentName} counts processor limits, and refuses pods without one`,
          value: 'none',
          fix: 'set a limit, or ask the platform team to count requests only',
        },
      ]
    : [];
