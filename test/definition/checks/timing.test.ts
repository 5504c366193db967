import { timingChecks } from '../../../lib/definition/checks/timing.js';
import { describeChecks } from '../../support/checks.js';
import { minimal, worker } from '../../support/definitions.js';

const ready = (period: string, shutdown: object) =>
  minimal({ health: { live: '/livez', ready: { path: '/readyz', period } }, shutdown });
const starting = (startup: unknown, rollout: object) =>
  minimal({ health: { live: '/livez', ready: '/readyz', startup }, rollout });
const serving = (server: object, shutdown = {}) => minimal({ server, shutdown });
const measured = (metrics: object) => minimal({ observability: { metrics } });

describeChecks(timingChecks, [
  {
    id: 'readiness-within-shutdown',
    breaks: ready('8s', { drain: '5s', timeout: '10s' }),
    path: 'health.ready',
    says: ['16s', 'period 8s × 2', '15s', 'shutdown.drain 5s', 'shutdown.timeout 10s'],
    passes: ready('8s', { drain: '6s', timeout: '10s' }),
  },
  {
    id: 'startup-within-rollout',
    breaks: starting('116s', { deadline: '2m' }),
    path: 'health.startup.budget',
    says: ['1m56s', '1m55s', 'rollout.deadline 2m', 'rollout.minReady 5s'],
    passes: starting('115s', { deadline: '2m' }),
  },
  {
    id: 'startup-within-rollout',
    breaks: starting({ initialDelay: '20s' }, { deadline: '10s', minReady: '9s' }),
    path: 'health.startup.budget',
    says: ['1m20s', '1s'],
    passes: worker({ rollout: { deadline: '10s', minReady: '9s' } }),
  },
  {
    id: 'startup-within-rollout',
    breaks: starting('20s', { deadline: '5s', minReady: '10s' }),
    path: 'health.startup.budget',
    says: ['20s', '0s'],
    passes: starting('20s', { deadline: '30s', minReady: '10s' }),
  },
  {
    id: 'write-timeout-within-shutdown',
    breaks: serving({ writeTimeout: '20001ms' }),
    path: 'server.writeTimeout',
    says: ['20s1ms', '20s'],
    passes: serving({ writeTimeout: '20s' }),
  },
  {
    id: 'read-header-timeout-within-read-timeout',
    breaks: serving({ readTimeout: '1s' }),
    path: 'server.readHeaderTimeout',
    says: ['2s', '1s'],
    passes: serving({ readTimeout: '2s' }),
  },
  {
    id: 'server-limits-above-zero',
    breaks: serving({ idleTimeout: '0s' }),
    path: 'server.idleTimeout',
    says: ['0s'],
    passes: serving({ idleTimeout: '1ms' }),
  },
  {
    id: 'server-limits-above-zero',
    breaks: serving({ maxHeaderBytes: 0 }),
    path: 'server.maxHeaderBytes',
    says: ['0'],
    passes: serving({ maxHeaderBytes: '8Ki' }),
  },
  {
    id: 'metrics-timeout-within-interval',
    breaks: measured({ interval: '9s' }),
    path: 'observability.metrics.timeout',
    says: ['10s', '9s'],
    passes: measured({ interval: '10s' }),
  },
  {
    id: 'metrics-timeout-within-interval',
    breaks: measured({ interval: '0s', timeout: '0s' }),
    path: 'observability.metrics.timeout',
    says: ['0s'],
    passes: measured({ interval: '1s', timeout: '1s' }),
  },
]);
