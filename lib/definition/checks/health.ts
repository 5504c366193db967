import type { Definition } from '../index.js';
import { definedPorts, impliedPort } from '../ports.js';
import { check, found, seconds } from './check.js';

const probes = ({ health }: Definition) =>
  found(
    health.live && { name: 'live', probe: health.live },
    health.ready && { name: 'ready', probe: health.ready },
    health.startup.kind !== 'none' && { name: 'startup', probe: health.startup },
  );

const portsNeedProbes = check('ports-need-probes', ['health', 'network', 'workload'], (definition) => {
  const names = Object.keys(definedPorts(definition));
  const { workload, network } = definition;
  const reached = workload.kind === 'service' || network.callers.length + network.expose.length > 0;
  if (workload.kind === 'cron' || !reached || names.length === 0) return [];
  const who = workload.kind === 'service' ? 'a service' : 'a worker that others reach,';
  return (['live', 'ready'] as const).flatMap((name) =>
    definition.health[name] === undefined
      ? [
          {
            path: `health.${name}`,
            message: `${who} with ports (${names.join(', ')}) must say how it is known to be ${name === 'live' ? 'alive' : 'ready'}`,
            allowed: 'a path, or a probe of kind http, grpc, tcp or exec',
            fix: name === 'live' ? 'add for example health.live: /livez' : 'add for example health.ready: /readyz',
          },
        ]
      : [],
  );
});

const liveAndReadyDiffer = check('live-and-ready-differ', ['health', 'network', 'workload'], (definition) => {
  const { live, ready } = definition.health;
  const implied = impliedPort(Object.keys(definedPorts(definition)));
  if (live === undefined || ready === undefined) return [];
  const endpoint = (probe: typeof live | typeof ready): string => {
    const { kind } = probe;
    if (kind === 'http') return JSON.stringify([kind, probe.port ?? implied, probe.path]);
    if (kind === 'grpc') return JSON.stringify([kind, probe.port ?? implied, probe.service]);
    return kind === 'tcp' ? JSON.stringify([kind, probe.port ?? implied]) : JSON.stringify([kind, probe.command]);
  };
  if (endpoint(live) !== endpoint(ready)) return [];
  const shown = live.kind === 'http' ? live.path : live.kind;
  return [
    {
      path: 'health.ready',
      message: `live and ready ask the same (${shown}), so a dependency that is away would restart the pods`,
      value: shown,
      fix: 'let live look at the process only, and ready at what it needs to answer',
    },
  ];
});

const timeoutWithinPeriod = check('probe-timeout-within-period', ['health'], (definition) =>
  probes(definition).flatMap(({ name, probe: { timeout, period } }) =>
    found(
      period < 1 && {
        path: `health.${name}.period`,
        message: `it cannot be asked every ${seconds(period)}`,
        value: seconds(period),
        allowed: 'at least 1s',
        fix: 'raise the period',
      },
      period >= 1 &&
        (timeout > period || timeout < 1) && {
          path: `health.${name}.timeout`,
          message: `timeout ${seconds(timeout)} must be at least 1s and at most the period ${seconds(period)}`,
          value: seconds(timeout),
          allowed: `1s to ${seconds(period)}`,
          fix: timeout < 1 ? 'raise the timeout' : 'lower the timeout or raise the period',
        },
    ),
  ),
);

const livenessAfterStartup = check('liveness-after-startup', ['health'], ({ health: { live, startup } }) => {
  if (live === undefined || startup.kind !== 'none') return [];
  const first = live.initialDelay + live.period * live.failureThreshold;
  if (first >= startup.budget) return [];
  return [
    {
      path: 'health.live.initialDelay',
      message: `without a startup probe liveness restarts the container after ${seconds(first)} (initialDelay ${seconds(live.initialDelay)} + period ${seconds(live.period)} × ${live.failureThreshold}), before its ${seconds(startup.budget)} to start have passed`,
      value: seconds(live.initialDelay),
      allowed: `at least ${seconds(startup.budget - live.period * live.failureThreshold)}`,
      fix: 'remove health.startup.kind, or raise health.live.initialDelay',
    },
  ];
});

const periodWithinBudget = check('startup-period-within-budget', ['health'], ({ health: { startup } }) =>
  startup.kind !== 'none' && startup.budget < startup.period
    ? [
        {
          path: 'health.startup.budget',
          message: `the budget ${seconds(startup.budget)} is shorter than one period ${seconds(startup.period)}`,
          value: seconds(startup.budget),
          allowed: `at least ${seconds(startup.period)}`,
          fix: 'raise the budget or lower health.startup.period',
        },
      ]
    : [],
);

const clientIsThere = check('client-is-there', ['health', 'build'], ({ health: { client }, build }) =>
  build?.language === 'static' && client?.kind === 'subcommand'
    ? [
        {
          path: 'health.client',
          message: 'the server of static files cannot ask itself',
          value: 'subcommand',
          allowed: 'probe, none, or a command',
          fix: 'say health.client: probe, so that a static program asks',
        },
      ]
    : [],
);

/** Checks of probes. */
export const healthChecks = [
  portsNeedProbes,
  liveAndReadyDiffer,
  timeoutWithinPeriod,
  periodWithinBudget,
  livenessAfterStartup,
  clientIsThere,
];
