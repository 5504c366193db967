import { ApiObject, type Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';

/** The account, the variables and the secret of a service. */
export function configuration(chart: Chart, name: string): void {
  new k8s.KubeServiceAccount(chart, 'service-account', { metadata: { name }, automountServiceAccountToken: false });
  new k8s.KubeConfigMap(chart, 'config', {
    metadata: { name: `${name}-config-f1d7cc61b2` },
    immutable: true,
    data: {
      DB_HOST: 'postgres.databases',
      DB_NAME: 'myapp',
      DB_PORT: '5432',
      DB_SSLMODE: 'verify-full',
      DB_USER: 'myapp',
      LOG_BACKEND: 'slog',
      LOG_FORMAT: 'json',
      LOG_LEVEL: 'info',
      LOG_SOURCE: 'true',
      REDIS_DB: '0',
      REDIS_HOST: 'redis.databases',
      REDIS_PORT: '6379',
      SERVER_IDLE_TIMEOUT: '2m',
      SERVER_MAX_HEADER_BYTES: '1048576',
      SERVER_PORT: '8080',
      SERVER_RATE_BURST: '20',
      SERVER_RATE_LIMIT: '10',
      SERVER_READ_HEADER_TIMEOUT: '2s',
      SERVER_READ_TIMEOUT: '5s',
      SERVER_SECURITY_HEADERS: 'true',
      SERVER_WRITE_TIMEOUT: '10s',
      SHUTDOWN_DRAIN: '0s',
      SHUTDOWN_TIMEOUT: '20s',
    },
  });
  new ApiObject(chart, 'secrets', {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: `${name}-secrets` },
    spec: {
      data: [{ secretKey: 'DB_PASSWORD', remoteRef: { key: `shop/${name}`, property: 'DB_PASSWORD' } }],
      refreshInterval: '1h',
      secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
      target: { creationPolicy: 'Owner', name: `${name}-secrets` },
    },
  });
}
