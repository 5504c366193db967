import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inWorkspace } from '../../lib/local/in-workspace.js';
import { localService } from '../support/local-service.js';

const one = localService();
const publishing = (...hosts: readonly number[]) => ({
  ...one,
  local: {
    ...one.local,
    ports: hosts.map((host) => ({ name: 'http', host, container: 8080, protocol: 'tcp' as const })),
  },
});
const hosts = (services: readonly ReturnType<typeof publishing>[]) =>
  inWorkspace(services).map(({ local }) => local.ports.map(({ host }) => host));

test('the first service that wants a port has it, and the next one the next', () => {
  expect(hosts([publishing(8080), publishing(9090, 8080), publishing(8080)])).toEqual([[8080], [9090, 8081], [8082]]);
});

test('the last port is followed by the first that needs no rights of root', () => {
  expect(hosts([publishing(65_535), publishing(65_535)])).toEqual([[65_535], [1024]]);
});

test('one service has each port once too, and who has its own number keeps it', () => {
  const { local } = localService({
    network: { ports: { http: 80, admin: 8080 } },
    health: { live: '/livez', ready: '/readyz' },
    security: { capabilities: ['NET_BIND_SERVICE'] },
  });
  expect(Object.fromEntries(local.ports.map(({ name, host }) => [name, host]))).toEqual({ http: 8081, admin: 8080 });
});

test('no port is given twice', () => {
  const port = fc.integer({ min: 65_530, max: 65_535 });
  fc.assert(
    fc.property(fc.array(fc.array(port, { maxLength: 3 }), { maxLength: 6 }), (wanted) => {
      const all = hosts(wanted.map((ports) => publishing(...ports))).flat();
      expect(new Set(all).size).toBe(all.length);
    }),
  );
});
