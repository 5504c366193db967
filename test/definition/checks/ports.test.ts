import { portChecks } from '../../../lib/definition/checks/ports.js';
import { describeChecks } from '../../support/checks.js';
import { cron, minimal, worker } from '../../support/definitions.js';

const ports = (list: object, more = {}) => minimal({ network: { ports: list }, ...more });
const health = { live: { path: '/livez', port: 'a' }, ready: { path: '/readyz', port: 'b' } };
const onPort = (port: string, more = {}) =>
  minimal({ health: { live: { path: '/livez', port }, ready: { kind: 'tcp' } }, ...more });

describeChecks(portChecks, [
  {
    id: 'port-exists',
    breaks: onPort('admin'),
    path: 'health.live.port',
    says: ['"admin"'],
    passes: onPort('http'),
  },
  {
    id: 'port-exists',
    breaks: ports({ a: 8080, b: 8081 }),
    path: 'health.ready.port',
    says: ['not clear which port'],
    passes: ports({ a: 8080, b: 8081 }, { health }),
  },
  {
    id: 'port-exists',
    breaks: minimal({ server: { port: 'web' } }),
    path: 'server.port',
    says: ['"web"'],
    passes: ports({ web: 8080 }, { server: { port: 'web' } }),
  },
  {
    id: 'port-exists',
    breaks: ports({ web: 8080 }, { observability: { metrics: {} } }),
    path: 'observability.metrics.port',
    says: ['"http"'],
    passes: ports({ web: 8080 }, { observability: { metrics: { port: 'web' } } }),
  },
  {
    id: 'port-exists',
    breaks: worker({ network: { expose: 'orders.example.com' } }),
    path: 'network.expose[0].port',
    says: ['not clear which port'],
    passes: minimal({ workload: 'worker', network: { ports: { web: 8080 }, expose: 'orders.example.com' } }),
  },
  {
    id: 'port-exists',
    breaks: minimal({ network: { callers: [{ service: 'cart', ports: ['http', 'grpc'] }] } }),
    path: 'network.callers[0].ports[1]',
    says: ['"grpc"'],
    passes: minimal({ network: { callers: [{ service: 'cart', ports: ['http'] }] } }),
  },
  {
    id: 'port-exists',
    breaks: minimal({ network: { services: { admin: { ports: ['admin'] } } } }),
    path: 'network.services.admin.ports[0]',
    says: ['"admin"'],
    passes: minimal({ network: { services: { admin: { ports: ['http'] } } } }),
  },
  {
    id: 'port-exists',
    breaks: cron({ health: { live: '/livez' } }),
    path: 'health.live.port',
    says: ['not clear which port'],
    passes: cron({ health: { live: { kind: 'exec', command: ['/app', 'check'] } } }),
  },
  {
    id: 'port-speaks-tcp',
    breaks: ports({ dns: { port: 5353, protocol: 'UDP' } }, { health: { live: { kind: 'tcp' }, ready: '/readyz' } }),
    path: 'health.live.port',
    says: ['"dns"', 'UDP'],
    passes: ports({ http: 8080, dns: { port: 5353, protocol: 'UDP' } }),
  },
  {
    id: 'port-claimed-once',
    breaks: ports({ http: 8080, web: 8080 }),
    path: 'network.ports.web',
    says: ['"http"', '"web"', '8080/TCP'],
    passes: ports({ http: 8080, web: { port: 8080, protocol: 'UDP' } }),
  },
  {
    id: 'port-claimed-once',
    breaks: ports({ http: 8080, web: { port: 8081, servicePort: 80 } }),
    path: 'network.ports.web.servicePort',
    says: ['"http"', '"web"', '80/TCP'],
    passes: ports({ http: 8080, web: { port: 8081, servicePort: 81 } }),
  },
  {
    id: 'privileged-port',
    breaks: ports({ http: 1023 }),
    path: 'network.ports.http',
    says: ['1023', '1024', '65532'],
    passes: ports({ http: 1024 }),
  },
  {
    id: 'privileged-port',
    breaks: ports({ '9p': 564 }, { health: { live: { kind: 'tcp' }, ready: '/readyz' } }),
    path: 'network.ports["9p"]',
    says: ['564'],
    passes: ports({ http: 80 }, { security: { capabilities: ['NET_BIND_SERVICE'] } }),
  },
  ...['127.0.0.1', '127.8.0.1', '::1', '0:0:0:0:0:0:0:1'].map((host) => ({
    id: 'host-reachable',
    breaks: minimal({ server: { host } }),
    path: 'server.host',
    says: [host, 'no probe'],
    passes: minimal({ server: { host: host.includes(':') ? '::' : '0.0.0.0' } }),
  })),
]);
