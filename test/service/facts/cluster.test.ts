import { expect, test } from 'vitest';
import { cron, minimal, problemsOf, resolved as resolve, worker } from '../../support/definitions.js';

const problems = (...given: Parameters<typeof resolve>) => problemsOf(() => resolve(...given));

test('a drain that nobody waits for is refused: no preStop sleep below 1.30, and a process that is not told (drain-waited)', () => {
  const old = { kubernetes: '1.29' } as const;
  expect(problems(minimal(), old)).toMatchObject([
    { path: 'shutdown.env', check: 'drain-waited', message: expect.stringMatching(/5s in test: Kubernetes 1\.29/) },
  ]);
  expect(problems(minimal({ shutdown: { drainedBy: 'process' } }), { kubernetes: '1.34' })).toMatchObject([
    { check: 'drain-waited', message: expect.stringContaining('the process should, but is not told') },
  ]);
  expect(problems(minimal({ shutdown: { env: true } }), old)).toEqual([]);
  expect(problems(minimal({ shutdown: { drain: '0s', timeout: '25s' } }), old)).toEqual([]);
  expect(problems(minimal(), { kubernetes: '1.30' })).toEqual([]);
  expect([...problems(worker(), old), ...problems(cron(), old)]).toEqual([]);
});

test('a token for the Kubernetes API needs a way to it (api-reachable)', () => {
  const using = minimal({ security: { serviceAccount: { token: true } } });
  expect(problems(using)).toMatchObject([{ path: 'security.serviceAccount.token', check: 'api-reachable' }]);
  const { policy } = resolve(using, { api: { addresses: ['10.0.0.1/32'], port: 6443 } });
  expect(policy.egress).toContainEqual({
    peer: { kind: 'cidr', cidr: '10.0.0.1/32', except: [] },
    ports: [{ port: 6443, protocol: 'TCP' }],
  });
});

test('a quota of processor limits needs a limit (quota-fits)', () => {
  const unlimited = minimal({ resources: { cpu: { limit: 'none' } } });
  const namespaces = { owned: true, quota: { 'limits.cpu': '10' } };
  expect(problems(unlimited, { namespaces })).toMatchObject([{ path: 'resources.cpu.limit', check: 'quota-fits' }]);
  expect(problems(unlimited, { namespaces: { owned: true, quota: { pods: '10' } } })).toEqual([]);
  expect(problems(minimal(), { namespaces })).toEqual([]);
});
