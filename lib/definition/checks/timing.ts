import { formatDuration } from '../duration.js';
import { check, found, seconds } from './check.js';

const readinessWithinShutdown = check(
  'readiness-within-shutdown',
  ['health', 'shutdown'],
  ({ health: { ready }, shutdown }) => {
    if (ready === undefined) return [];
    const away = ready.period * ready.failureThreshold;
    const time = shutdown.drain + shutdown.timeout;
    if (away <= time) return [];
    return [
      {
        path: 'health.ready',
        message: `a failing pod is noticed after ${seconds(away)} (period ${seconds(ready.period)} × ${ready.failureThreshold}), but it ends within ${seconds(time)} (shutdown.drain ${seconds(shutdown.drain)} + shutdown.timeout ${seconds(shutdown.timeout)})`,
        value: seconds(away),
        allowed: `at most ${seconds(time)}`,
        fix: 'lower health.ready.period or failureThreshold, or raise shutdown.drain',
      },
    ];
  },
);

const startupWithinRollout = check(
  'startup-within-rollout',
  ['health', 'rollout', 'workload'],
  ({ health: { live, startup }, rollout, workload }) => {
    const delay = startup.kind === 'none' ? 0 : startup.initialDelay;
    const most = Math.max(0, rollout.deadline - rollout.minReady);
    const probed = live !== undefined || startup.kind !== 'live';
    if (workload.kind === 'cron' || !probed || delay + startup.budget <= most) return [];
    return [
      {
        path: 'health.startup.budget',
        message: `a pod may take ${seconds(delay + startup.budget)} to start, but the rollout has failed after ${seconds(most)} (rollout.deadline ${seconds(rollout.deadline)} − rollout.minReady ${seconds(rollout.minReady)})`,
        value: seconds(startup.budget),
        allowed: `at most ${seconds(Math.max(0, most - delay))}`,
        fix: 'raise rollout.deadline, or lower the budget',
      },
    ];
  },
);

const writeWithinShutdown = check('write-timeout-within-shutdown', ['server', 'shutdown'], ({ server, shutdown }) =>
  server !== undefined && server.writeTimeout > shutdown.timeout * 1000
    ? [
        {
          path: 'server.writeTimeout',
          message: `a response may take ${formatDuration(server.writeTimeout)} to write, but shutdown.timeout ends it after ${seconds(shutdown.timeout)}`,
          value: formatDuration(server.writeTimeout),
          allowed: `at most ${seconds(shutdown.timeout)}`,
          fix: 'lower server.writeTimeout or raise shutdown.timeout',
        },
      ]
    : [],
);

const headerWithinRead = check('read-header-timeout-within-read-timeout', ['server'], ({ server }) =>
  server !== undefined && server.readHeaderTimeout > server.readTimeout
    ? [
        {
          path: 'server.readHeaderTimeout',
          message: `reading the header may take ${formatDuration(server.readHeaderTimeout)}, but the whole request only ${formatDuration(server.readTimeout)}`,
          value: formatDuration(server.readHeaderTimeout),
          allowed: `at most ${formatDuration(server.readTimeout)}`,
          fix: 'lower server.readHeaderTimeout or raise server.readTimeout',
        },
      ]
    : [],
);

const serverLimited = check('server-limits-above-zero', ['server'], ({ server }) =>
  found(
    ...(['readTimeout', 'readHeaderTimeout', 'writeTimeout', 'idleTimeout'] as const).map(
      (field) =>
        server?.[field] === 0 && {
          path: `server.${field}`,
          message: '0s means no limit to most servers, so that slow clients could hold every connection',
          value: '0s',
          allowed: 'above 0s',
          fix: 'give a time, such as 10s',
        },
    ),
    server?.maxHeaderBytes === '0' && {
      path: 'server.maxHeaderBytes',
      message: '0 means no limit of its own to most servers',
      value: '0',
      allowed: 'above 0',
      fix: 'give a size, such as 64Ki',
    },
  ),
);

const scrapeWithinInterval = check(
  'metrics-timeout-within-interval',
  ['observability'],
  ({ observability: { metrics } }) =>
    metrics !== undefined && (metrics.timeout > metrics.interval || metrics.timeout < 1)
      ? [
          {
            path: 'observability.metrics.timeout',
            message: `reading metrics may take ${seconds(metrics.timeout)}, and they are read every ${seconds(metrics.interval)}`,
            value: seconds(metrics.timeout),
            allowed: `1s to ${seconds(Math.max(1, metrics.interval))}`,
            fix: 'let the timeout be at most the interval, and at least 1s',
          },
        ]
      : [],
);

/** Checks of times that must fit into each other: probes, shutdown, rollout, server. */
export const timingChecks = [
  readinessWithinShutdown,
  startupWithinRollout,
  writeWithinShutdown,
  headerWithinRead,
  serverLimited,
  scrapeWithinInterval,
];
