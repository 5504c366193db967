import { networkChecks } from '../../../lib/definition/checks/network.js';
import { describeChecks } from '../../support/checks.js';
import { cron, minimal } from '../../support/definitions.js';

const exposing = (...expose: unknown[]) => minimal({ network: { expose } });
const calling = (...calls: unknown[]) => minimal({ network: { calls } });

describeChecks(networkChecks, [
  {
    id: 'affinity-needs-an-address',
    breaks: minimal({ network: { service: { type: 'Headless', sessionAffinity: 'ClientIP' } } }),
    path: 'network.service.sessionAffinity',
    says: ['ClientIP', 'Headless'],
    passes: minimal({ network: { service: { type: 'ClusterIP', sessionAffinity: 'ClientIP' } } }),
  },
  {
    id: 'cron-has-no-ports',
    breaks: cron({ network: { ports: { http: 8080 } } }),
    path: 'network.ports',
    says: ['cron job', 'ports'],
    passes: cron({ network: { ports: {} } }),
  },
  {
    id: 'cron-has-no-ports',
    breaks: cron({ network: { expose: 'orders.example.com' } }),
    path: 'network.expose',
    says: ['cron job'],
    passes: cron({ network: { calls: ['cart'] } }),
  },
  {
    id: 'cron-has-no-ports',
    breaks: cron({ network: { callers: ['cart'] } }),
    path: 'network.callers',
    says: ['cron job'],
    passes: cron(),
  },
  {
    id: 'cron-has-no-ports',
    breaks: cron({ health: { ready: { kind: 'exec', command: ['/ready'] } } }),
    path: 'health.ready',
    says: ['cron job'],
    passes: cron({ health: { live: { kind: 'exec', command: ['/live'] } } }),
  },
  {
    id: 'expose-needs-http',
    breaks: minimal({
      network: {
        ports: { http: 8080, dns: { port: 5353, protocol: 'UDP' } },
        expose: { host: 'dns.example.com', port: 'dns' },
      },
    }),
    path: 'network.expose[0].port',
    says: ['"dns"', 'UDP'],
    passes: minimal({
      network: { ports: { http: 8080, dns: { port: 5353, protocol: 'UDP' } }, expose: 'dns.example.com' },
    }),
  },
  {
    id: 'expose-path-plain',
    breaks: exposing('a.example.com/find?page=1'),
    path: 'network.expose[0].path',
    says: ['query'],
    passes: exposing('a.example.com/find/~me/a%20b'),
  },
  {
    id: 'route-claimed-once',
    breaks: exposing('a.example.com/api', 'b.example.com', { host: 'a.example.com', path: '/api' }),
    path: 'network.expose[2]',
    says: ['a.example.com/api', 'network.expose[0]'],
    passes: exposing('a.example.com/api', 'a.example.com', 'b.example.com/api'),
  },
  {
    id: 'calls-once',
    breaks: calling('cart', { service: 'cart', port: 'grpc' }),
    path: 'network.calls[1]',
    says: ['"cart"'],
    passes: calling('cart', 'stock'),
  },
  {
    id: 'calls-once',
    breaks: calling('orders'),
    path: 'network.calls[0]',
    says: ['call itself'],
    passes: calling('orders-archive'),
  },
]);
