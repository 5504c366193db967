import { describe, expect, test } from 'vitest';
import type { Neighbour } from '../../lib/service/context.js';
import { neighbourOf, read } from '../../lib/service.js';
import type { Fields } from '../support/definitions.js';
import { cluster, minimal, resolved } from '../support/definitions.js';

const told = (more: Fields, neighbours: ReadonlyMap<string, Neighbour> = new Map()) =>
  resolved(minimal(more), {}, { neighbours }).configMaps[0]?.data;

const cart = (network: object, more: Fields = {}) => {
  const callee = minimal({ name: 'cart-api', system: 'store', network: { callers: ['orders'], ...network }, ...more });
  return new Map([['cart-api', neighbourOf(read(callee, { platform: cluster() }))]]);
};
const url = (network: object, call: unknown = 'cart-api', more: Fields = {}) =>
  told({ network: { calls: [call] } }, cart(network, more))?.CART_API_URL;

test('nothing is told to a process that did not ask', () => {
  expect(told({})).toBeUndefined();
});

test('the server is told its port and limits', () => {
  expect(told({ server: { port: 'web', rateLimit: false }, network: { ports: { web: 8888 } } })).toEqual({
    SERVER_HOST: '0.0.0.0',
    SERVER_PORT: '8888',
    SERVER_READ_TIMEOUT: '5s',
    SERVER_READ_HEADER_TIMEOUT: '2s',
    SERVER_WRITE_TIMEOUT: '10s',
    SERVER_IDLE_TIMEOUT: '2m',
    SERVER_MAX_HEADER_BYTES: '1048576',
    SERVER_RATE_LIMIT: '0',
    SERVER_RATE_BURST: '0',
    SERVER_TRUSTED_PROXIES: '',
    SERVER_SECURITY_HEADERS: 'true',
  });
});

describe('the proxies that it believes', () => {
  const server = { trustedProxies: ['10.42.0.0/16', '10.9.0.7'] };
  const expose = { expose: 'orders.example.com' };
  const here = { addresses: ['10.0.0.0/24'], podAddresses: ['10.42.0.0/16', '2001:db8:42::/48'] };
  const proxies = (more: Fields, ingress: object = here, facts: object = {}) =>
    resolved(minimal(more), { ingress, ...facts }).configMaps[0]?.data.SERVER_TRUSTED_PROXIES;

  test.each([here, { kind: 'gateway', name: 'public', namespace: 'gateways', ...here }])(
    'are its own and those of the ingress that exposes it, each once and sorted: %j',
    (ingress) => {
      expect(proxies({ server, network: expose }, ingress)).toBe('10.0.0.0/24,10.42.0.0/16,10.9.0.7,2001:db8:42::/48');
    },
  );

  test('are its own where nothing exposes the server, and on one’s own machine', () => {
    expect(proxies({ server })).toBe('10.42.0.0/16,10.9.0.7');
    const admin = { ports: { http: 8080, admin: 9090 }, expose: { host: 'orders.example.com', port: 'admin' } };
    expect(proxies({ server, network: admin })).toBe('10.42.0.0/16,10.9.0.7');
    expect(proxies({ server, network: expose }, here, { local: true })).toBe('10.42.0.0/16,10.9.0.7');
  });
});

test('the server is told its rate limit where it has one', () => {
  expect(told({ server: {} })).toMatchObject({ SERVER_RATE_LIMIT: '10', SERVER_RATE_BURST: '20' });
});

test('logs are told in the words of the contract', () => {
  expect(told({ observability: { logs: { level: 'warn' } } })).toEqual({
    LOG_LEVEL: 'warn',
    LOG_FORMAT: 'json',
    LOG_SOURCE: 'true',
  });
});

test('a call is told as an address: the scheme where HTTP is spoken, the port where it is not 80', () => {
  expect(url({})).toBe('http://cart-api.store');
  expect(url({ ports: { http: { port: 8080, servicePort: 8000 } } })).toBe('http://cart-api.store:8000');
  const health = { live: { kind: 'grpc' }, ready: { kind: 'tcp' } };
  expect(url({ ports: { grpc: 9000 } }, 'cart-api', { health })).toBe('cart-api.store:9000');
  expect(url({ ports: { http: 8080, grpc: 9000 } }, { service: 'cart-api', port: 'grpc' })).toBe('cart-api.store:9000');
});

test('a Service without an address of its own is called on the port of the pods', () => {
  expect(url({ service: { type: 'Headless' } })).toBe('http://cart-api.store:8080');
});

test('a call may be told nothing', () => {
  expect(told({ network: { calls: [{ service: 'cart-api', env: false }] } }, cart({}))).toBeUndefined();
});
