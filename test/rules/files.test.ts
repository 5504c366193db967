import { describe, expect, test } from 'vitest';
import { type Artefacts, checkFiles, type FileFinding, fileRules } from '../../lib/rules/files.js';
import { artefactsOf, changed, consistent } from './files/consistent.js';
import { failures } from './files/failures.js';

const told = (findings: readonly FileFinding[]) => findings.map(({ rule, message }) => `${rule}: ${message}`);

describe('files that agree', () => {
  test('have no finding', () => {
    expect(checkFiles(artefactsOf(consistent))).toEqual([]);
  });

  test('may be as few as there are', () => {
    const { service, folder, manifests, expected } = artefactsOf(consistent);
    expect(checkFiles({ service, folder, manifests, expected })).toEqual([]);
    expect(checkFiles({ service, folder, manifests: [], expected })).toEqual([]);
    expect(checkFiles({ ...artefactsOf(consistent), manifests: [] })).toEqual([]);
  });
});

describe('every rule', () => {
  test('has a change in the table that it reports', () => {
    const tested = new Set(failures.map(([rule]) => rule));
    expect([...tested].sort()).toEqual(fileRules.map(({ id }) => id).sort());
  });

  test.each(failures.map(([rule, name, from, to, ...messages]) => ({ rule, name, from, to, messages })))(
    '$rule finds $to in the $name, and nothing else does',
    ({ rule, name, from, to, messages }) => {
      const findings = checkFiles(artefactsOf(changed(name, from, to)));
      expect(told(findings)).toEqual(messages.map((message) => `${rule}: ${message}`));
      for (const { service, places, fix } of findings) {
        expect(service).toBe('orders');
        expect(places.length).toBeGreaterThan(0);
        expect(fix).not.toBe('');
      }
    },
  );

  test.each(fileRules.map((rule) => ({ id: rule.id, rule })))(
    '$id says why and what to do, in lower case with no full stop',
    ({ id, rule }) => {
      expect(id).toMatch(/^files\/[a-z]+(-[a-z]+)*$/);
      for (const sentence of [rule.reason, rule.fix]) {
        expect(sentence).toMatch(/^[^A-Z]|^[A-Z]+\b/);
        expect(sentence).not.toMatch(/\.$/);
        expect(sentence.length).toBeGreaterThan(10);
      }
    },
  );
});

test('the command by which the definition has its containers asked may be another than its exec probe', () => {
  const texts = {
    ...consistent,
    manifests: consistent.manifests.replaceAll(/httpGet: \{[^}]*\}/g, 'exec: { command: [/app/orders, ready] }'),
  };
  expect(texts.manifests).toContain('exec: { command');
  const { expected, ...artefacts } = artefactsOf(texts);
  const rules = (healthCheck: readonly string[]) =>
    checkFiles({ ...artefacts, expected: { ...expected, healthCheck } }).map(({ rule }) => rule);
  expect(rules(['/app/orders', 'healthcheck'])).not.toContain('files/health-check');
  expect(rules(['/app/orders', 'ready'])).toContain('files/health-check');
});

describe('a finding', () => {
  test('names both places, with file, line and value', () => {
    const [finding] = checkFiles(artefactsOf(changed('dockerfile', 'EXPOSE 8080 9090', 'EXPOSE 8081 9090')));
    expect(finding).toEqual({
      rule: 'files/ports-exposed',
      service: 'orders',
      places: [
        { file: 'apps/orders/Dockerfile', line: 15, path: 'EXPOSE', value: '8081/tcp 9090/tcp' },
        ...['dev', 'production'].map((environment) => ({
          file: `dist/${environment}/orders.yaml`,
          path: 'Deployment/shop/orders spec.template.spec.containers[0].ports',
          value: '8080/tcp 9090/tcp',
        })),
      ],
      message: 'EXPOSE is 8081/tcp 9090/tcp, containerPort is 8080/tcp 9090/tcp',
      fix: expect.stringContaining('network.ports'),
    });
  });

  test('has the line in the Compose file', () => {
    const [finding] = checkFiles(artefactsOf(changed('compose', 'stop_grace_period: 30s', 'stop_grace_period: 10s')));
    expect(finding?.places[0]).toEqual({
      file: 'apps/orders/compose.yaml',
      line: 30,
      path: 'services.orders.stop_grace_period',
      value: '10s',
    });
  });

  test('never shows the value of a secret', () => {
    const dockerfile = consistent.dockerfile.replace('ENV TZ=UTC', 'ENV API_TOKEN=hunter2');
    expect(JSON.stringify(checkFiles(artefactsOf({ ...consistent, dockerfile })))).not.toContain('hunter2');
  });

  test('of one environment names that one only', () => {
    const production = consistent.manifests.replace('runAsUser: 65532', 'runAsUser: 1000');
    const findings = checkFiles(artefactsOf(consistent, production));
    expect(told(findings)).toEqual([
      'files/user: USER is 65532:65532, runAsUser is 1000:65532',
      'files/user: apps/orders/compose.yaml user is 65532:65532, runAsUser is 1000:65532',
    ]);
    expect(findings[0]?.places.map(({ file }) => file)).toEqual([
      'apps/orders/Dockerfile',
      'dist/production/orders.yaml',
    ]);
  });
});

describe('local work', () => {
  test('is held against production, whatever the limits and timings of other environments are', () => {
    const manifests = consistent.manifests.replace('500m', '100m').replace('periodSeconds: 5', 'periodSeconds: 7');
    expect(checkFiles(artefactsOf({ ...consistent, manifests }, consistent.manifests))).toEqual([]);
    expect(told(checkFiles(artefactsOf(consistent, manifests)))).toEqual([
      'files/health-timings: --interval of HEALTHCHECK is 5s, periodSeconds of readinessProbe is 7s',
      'files/health-timings: apps/orders/compose.yaml healthcheck.interval is 5s, periodSeconds of readinessProbe is 7s',
      'files/limits: apps/orders/compose.yaml deploy.resources.limits.cpus is 0.5, cpu limit is 100m',
    ]);
  });

  test('is held against the environment that the platform names', () => {
    const manifests = consistent.manifests.replace('500m', '100m');
    const artefacts: Artefacts = {
      ...artefactsOf({ ...consistent, manifests }, consistent.manifests),
      production: 'dev',
    };
    expect(checkFiles(artefacts).map(({ rule }) => rule)).toEqual(['files/limits']);
  });

  test('is held to the image where there are no manifests', () => {
    const texts = changed('compose', 'user: "65532:65532"', 'user: "1000:1000"');
    expect(told(checkFiles({ ...artefactsOf(texts), manifests: [] }))).toEqual([
      'files/user: apps/orders/compose.yaml user is 1000:1000, USER is 65532:65532',
    ]);
  });

  test('by the Compose file of the workspace is judged too, if it has the service', () => {
    const artefacts = artefactsOf(consistent);
    const text = consistent.compose.replace('read_only: true', 'read_only: false');
    const shared = (one: string): Artefacts => ({
      ...artefacts,
      workspaceCompose: { path: 'compose.yaml', text: one },
    });
    expect(checkFiles(shared(consistent.compose))).toEqual([]);
    expect(told(checkFiles(shared(text)))).toEqual([
      'files/read-only: compose.yaml read_only is false, readOnlyRootFilesystem is true',
    ]);
    expect(checkFiles(shared('services: { other: { image: other:1 } }'))).toEqual([]);
    expect(told(checkFiles(shared('services: 3')))).toEqual(['files/readable: services has no orders, it has none']);
  });
});
