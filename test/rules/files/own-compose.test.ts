import { describe, expect, test } from 'vitest';
import { type Artefacts, checkFiles } from '../../../lib/rules/files.js';
import { artefactsOf, changed, consistent, type Texts } from './consistent.js';

const told = (artefacts: Artefacts) => checkFiles(artefacts).map(({ rule, message }) => `${rule}: ${message}`);
const withTexts = (texts: Partial<Texts>) => told(artefactsOf({ ...consistent, ...texts }));

describe('a Compose file of a team’s own', () => {
  test('may use anchors, merges and other forms', () => {
    const compose = `x-common: &common
  read_only: true
  cap_drop: [all]
services:
  db: { image: docker.io/library/postgres:15.4 }
  orders:
    <<: *common
    image: registry.example.com/acme/orders
    ports: ["8080-8080:8080/tcp"]
    expose: ["9090"]
    env_file: [{ path: ./.env }]
    environment: [LOG_LEVEL=debug, DB_HOST=db, POD_NAME, DB_PASSWORD_FILE=/run/secrets/db]
    security_opt: ["no-new-privileges"]
    tmpfs: /tmp/
    volumes: ["./config:/config:ro"]
    cpus: 0.5
    mem_limit: 256MB
    stop_grace_period: 0m30s
    depends_on: { db: {}, orders-migrate: { condition: service_completed_successfully } }
  orders-migrate: { image: registry.example.com/acme/orders, command: [migrate, --to, $$5] }
`;
    expect(withTexts({ compose })).toEqual([]);
    const wrong = withTexts({ compose: compose.replace('read_only: true', 'read_only: false') });
    expect(wrong).toEqual([
      'files/read-only: apps/orders/compose.yaml read_only is false, readOnlyRootFilesystem is true',
    ]);
    const [finding] = checkFiles(
      artefactsOf({ ...consistent, compose: compose.replace('read_only: true', 'read_only: false') }),
    );
    expect(finding?.places[0]?.line).toBe(2);
  });

  test('that extends another service is judged by what it says', () => {
    const compose = 'include: [other.yaml]\nservices: { orders: { extends: { service: base }, read_only: false } }';
    expect(withTexts({ compose })).toEqual([
      'files/read-only: apps/orders/compose.yaml read_only is false, readOnlyRootFilesystem is true',
    ]);
  });

  test('is not judged where the shell decides, and is where .env.example or a default does', () => {
    const text = (port: string) =>
      consistent.compose.replace('127.0.0.1:8080:8080', `127.0.0.1:\${HOST_PORT:-8080}:${port}`);
    const env = `${consistent.envExample}PORT=8081\nEMPTY=\n`;
    const findings = (port: string) => withTexts({ compose: text(port), envExample: env });
    const or = (operator: string) => `\${EMPTY${operator}8080}`;
    expect(findings('8080')).toEqual([]);
    expect(findings(or(':-'))).toEqual([]);
    expect(findings(or('-'))).not.toEqual([]);
    expect(findings('$PORT')).toEqual([
      'files/ports-compose: apps/orders/compose.yaml ports is 8081/tcp 9090/tcp, containerPort is 8080/tcp 9090/tcp',
    ]);
    expect(findings('$WHO')).toEqual([
      'files/env-example: apps/orders/compose.yaml takes WHO from .env, apps/orders/.env.example does not list it',
    ]);
  });

  test('may leave to the image what the image says', () => {
    const compose = [
      'user: "65532:65532"',
      'stop_signal: SIGTERM',
      'test: [CMD, /app/orders, healthcheck]',
      'interval: 5s',
    ].reduce((text, line) => text.replace(`${line}\n`, '\n'), consistent.compose);
    expect(withTexts({ compose })).toEqual([]);
  });

  test('must say what no image says', () => {
    const { dockerfile: _, ...artefacts } = artefactsOf({
      ...consistent,
      compose: consistent.compose.replace('user: "65532:65532"\n', '\n').replace(/ {4}healthcheck:(\n {6}.*)+\n/, ''),
    });
    expect(told(artefacts)).toEqual([
      'files/user-numeric: apps/orders/compose.yaml user is missing, must be the number of a user other than root',
      'files/health-missing: apps/orders/compose.yaml has no healthcheck, the definition asks by /app/orders healthcheck',
    ]);
  });

  test('may run other dependencies, must run those of the definition', () => {
    const text = consistent.compose;
    const own = text
      .replace('postgres:15-alpine', `\${DB_IMAGE:-postgres:15}`)
      .replace('  postgres:\n    image', '  cache: { image: redis:7 }\n  db:\n    image');
    expect(withTexts({ compose: own })).toEqual([]);
    const none = text.slice(0, text.indexOf('  postgres:\n    image'));
    expect(withTexts({ compose: none })).toEqual([
      'files/dependency-version: apps/orders/compose.yaml has no service postgres, the definition depends on postgres 15',
    ]);
  });

  test('takes the dependency that it waits for, of several', () => {
    const { compose } = changed('compose', 'depends_on:\n      postgres:', 'depends_on:\n      postgres-15:');
    const two = compose.replace(
      '  postgres:\n    image',
      '  postgres: { image: postgres:17 }\n  postgres-15:\n    image',
    );
    expect(withTexts({ compose: two })).toEqual([]);
  });

  test('need not set what the image sets, and may set what the definition knows', () => {
    const compose = consistent.compose.replace('LOG_LEVEL: info', 'TZ: UTC\n      DEBUG: "1"');
    const dockerfile = consistent.dockerfile.replace('TZ=UTC', 'TZ=UTC LOG_LEVEL=info');
    const artefacts = artefactsOf({ ...consistent, compose, dockerfile });
    expect(told({ ...artefacts, expected: { ...artefacts.expected, variables: ['DEBUG'] } })).toEqual([]);
  });

  test('has the variables that .env.example tells of, in a comment too, by value or as a file', () => {
    const envExample = '# level of the log\n# LOG_LEVEL=info\n# DB_PASSWORD_FILE=/run/secrets/db\n';
    const compose = consistent.compose.replace(
      'environment:\n      LOG_LEVEL: info',
      'env_file: .env\n    environment:',
    );
    expect(withTexts({ compose, envExample })).toEqual([]);
    expect(withTexts({ compose, envExample: envExample.replace('LOG_LEVEL', 'LEVEL') })).toEqual([
      'files/variables-missing: apps/orders/compose.yaml does not set LOG_LEVEL, the manifests do',
    ]);
  });

  test('is not held to variables of sources that nobody here can read', () => {
    const manifests = consistent.manifests.replace(
      '- configMapRef: { name: orders-config }',
      '- configMapRef: { name: orders-config }\n            - secretRef: { name: elsewhere }',
    );
    const compose = consistent.compose.replace('LOG_LEVEL: info', 'LOG_LEVEL: info\n      DEBUG: "1"');
    expect(withTexts({ manifests, compose })).toEqual([]);
    const own = consistent.compose.replace(
      'environment:\n      LOG_LEVEL: info',
      'env_file: dev.env\n    environment:',
    );
    expect(withTexts({ compose: own })).toEqual([]);
  });

  test('has the variables of an external secret, with the prefix', () => {
    const manifests = `${consistent.manifests.replace(
      '- configMapRef: { name: orders-config }',
      '- configMapRef: { name: orders-config }\n            - { prefix: MY_, secretRef: { name: elsewhere } }',
    )}---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: elsewhere, namespace: shop }
spec: { data: [{ secretKey: KEY }] }
`;
    expect(withTexts({ manifests })).toEqual([
      'files/variables-missing: apps/orders/compose.yaml does not set MY_KEY, the manifests do',
    ]);
  });
});
