import { ApiObject, type Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';

/** The account, the variables and the secret of a service. */
export function configuration(chart: Chart, name: string): void {
  new k8s.KubeServiceAccount(chart, 'service-account', { metadata: { name }, automountServiceAccountToken: false });
  new k8s.KubeConfigMap(chart, 'config', {
    metadata: { name: `${name}-config-ce45eaaef8` },
    immutable: true,
    data: {
      CONFIG_FILE: '/etc/myapp/config.yaml',
      DB_HOST: 'postgres.databases',
      DB_MAX_CONNECTIONS: '10',
      DB_NAME: 'myapp',
      DB_PORT: '5432',
      DB_SSLMODE: 'verify-full',
      DB_USER: 'myapp',
      HEALTH_TIMEOUT: '1s',
      LOG_BACKEND: 'slog',
      LOG_FORMAT: 'json',
      LOG_SOURCE: 'true',
      NOTES_CACHE_TTL: '1m',
      NOTES_SWEEP_INTERVAL: '1m',
      REDIS_DB: '0',
      REDIS_HOST: 'redis.databases',
      REDIS_PORT: '6379',
      REQUEST_TIMEOUT: '8s',
      SERVER_HOST: '0.0.0.0',
      SERVER_IDLE_TIMEOUT: '2m',
      SERVER_MAX_HEADER_BYTES: '1048576',
      SERVER_PORT: '8080',
      SERVER_READ_HEADER_TIMEOUT: '2s',
      SERVER_READ_TIMEOUT: '5s',
      SERVER_SECURITY_HEADERS: 'true',
      SERVER_TRUSTED_PROXIES: '10.42.0.0/16',
      SERVER_WRITE_TIMEOUT: '10s',
      SHUTDOWN_DRAIN: '5s',
      SHUTDOWN_TIMEOUT: '20s',
    },
  });
  new k8s.KubeConfigMap(chart, 'files', {
    metadata: { name: `${name}-files` },
    data: { 'config.yaml': 'log:\n  level: info\nserver:\n  rate_burst: 20\n  rate_limit: 10\n' },
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
