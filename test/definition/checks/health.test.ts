import { healthChecks } from '../../../lib/definition/checks/health.js';
import { describeChecks } from '../../support/checks.js';
import { minimal, worker } from '../../support/definitions.js';

const asking = (live: object, startup: unknown = {}) =>
  minimal({ health: { live: { path: '/livez', ...live }, ready: '/readyz', startup } });
const both = (live: unknown, ready: unknown, more = {}) => minimal({ health: { live, ready }, ...more });

describeChecks(healthChecks, [
  {
    id: 'ports-need-probes',
    breaks: minimal({ health: { ready: '/readyz' } }),
    path: 'health.live',
    says: ['http', 'alive'],
    passes: worker({ network: { ports: { http: 8080 } } }),
  },
  {
    id: 'ports-need-probes',
    breaks: minimal({ health: { live: '/livez' } }),
    path: 'health.ready',
    says: ['http', 'ready'],
    passes: minimal({ health: {}, network: { ports: {} } }),
  },
  {
    id: 'ports-need-probes',
    breaks: worker({ network: { ports: { http: 8080 }, callers: ['cart'] } }),
    path: 'health.ready',
    says: ['worker', 'http'],
    passes: minimal({ workload: 'worker', network: { ports: { http: 8080 }, callers: ['cart'] } }),
  },
  {
    id: 'live-and-ready-differ',
    breaks: both('/health', { path: '/health', port: 'http', period: '4s' }),
    path: 'health.ready',
    says: ['/health'],
    passes: both('/health', '/health?full=1'),
  },
  {
    id: 'live-and-ready-differ',
    breaks: both({ kind: 'grpc' }, { kind: 'grpc' }, { network: { ports: { grpc: 9000 } } }),
    path: 'health.ready',
    says: ['grpc'],
    passes: both({ kind: 'grpc' }, { kind: 'grpc', service: 'orders' }, { network: { ports: { grpc: 9000 } } }),
  },
  {
    id: 'live-and-ready-differ',
    breaks: both({ kind: 'exec', command: ['/check'] }, { kind: 'exec', command: ['/check'] }),
    path: 'health.ready',
    says: ['exec'],
    passes: both({ kind: 'tcp' }, { kind: 'exec', command: ['/check'] }),
  },
  {
    id: 'probe-timeout-within-period',
    breaks: asking({ timeout: '11s' }),
    path: 'health.live.timeout',
    says: ['11s', '10s'],
    passes: asking({ timeout: '10s' }),
  },
  {
    id: 'probe-timeout-within-period',
    breaks: asking({ timeout: '0s' }),
    path: 'health.live.timeout',
    says: ['0s', 'at least 1s'],
    passes: asking({ timeout: '1s' }),
  },
  {
    id: 'probe-timeout-within-period',
    breaks: asking({}, { period: '0s', timeout: '0s' }),
    path: 'health.startup.period',
    says: ['0s'],
    passes: asking({}, { period: '1s' }),
  },
  {
    id: 'startup-period-within-budget',
    breaks: asking({}, { budget: '9s', period: '10s' }),
    path: 'health.startup.budget',
    says: ['9s', '10s'],
    passes: asking({}, { budget: '10s', period: '10s' }),
  },
  {
    id: 'liveness-after-startup',
    breaks: asking({ initialDelay: '29s' }, { kind: 'none' }),
    path: 'health.live.initialDelay',
    says: ['59s', 'initialDelay 29s', 'period 10s × 3', '1m'],
    passes: asking({ initialDelay: '30s' }, { kind: 'none' }),
  },
  {
    id: 'client-is-there',
    breaks: {
      name: 'site',
      team: 'web',
      build: 'static',
      health: { live: '/live', ready: '/ready', client: 'subcommand' },
    },
    path: 'health.client',
    says: ['cannot ask itself'],
    passes: { name: 'site', team: 'web', build: 'static', health: { live: '/live', ready: '/ready', client: 'probe' } },
  },
]);
