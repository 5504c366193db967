import { service } from '../../lib/index.js';

/** The reference service: it keeps the runtime contract. */
export default service({
  name: 'myapp',
  team: { name: 'platform', email: 'platform@example.com' },
  system: 'shop',
  component: 'api',
  description: 'Notes, kept in PostgreSQL and cached in Redis',
  links: { runbook: 'https://handbook.example.com/myapp' },
  presets: ['contract'],
  build: { language: 'go', version: '1.26', main: './cmd/server' },
  migrations: ['migrate'],
  network: {
    // Nothing else: health, metrics and version stay inside the cluster.
    expose: { host: 'myapp.{domain}', path: '/notes' },
    callers: ['mailer'],
  },
  dependencies: {
    postgres: { version: '15', purpose: 'keeps the notes', variables: 'DB' },
    redis: {
      version: '7',
      purpose: 'caches what is read often',
      variables: { host: 'REDIS_HOST', port: 'REDIS_PORT' },
    },
  },
  config: {
    file: '/etc/myapp/config.yaml',
    reload: 'watch',
    variables: {
      DB_HOST: { value: 'postgres.databases', default: 'localhost', description: 'host of the database' },
      DB_PORT: { type: 'port', default: 5432, description: 'port of the database' },
      DB_USER: { value: 'myapp', required: true, description: 'user of the database' },
      DB_NAME: { value: 'myapp', required: true, description: 'name of the database' },
      DB_SSLMODE: {
        default: 'disable',
        allowed: ['disable', 'require', 'verify-full'],
        description: 'TLS towards the database',
      },
      DB_SSL_ROOT_CERT: {
        type: 'string',
        description: 'file of the authorities that the database is trusted by; the system knows its own',
      },
      REDIS_HOST: { value: 'redis.databases', default: 'localhost', description: 'host of the cache' },
      REDIS_PORT: { type: 'port', default: 6379, description: 'port of the cache' },
      REDIS_DB: { type: 'integer', default: 0, description: 'number of the cache database' },
      DB_MAX_CONNECTIONS: {
        type: 'integer',
        default: 10,
        description: 'most connections to the database, one of them for readiness',
      },
      LOG_BACKEND: { default: 'slog', allowed: ['slog', 'zap'], description: 'logging back end' },
      HEALTH_TIMEOUT: {
        type: 'duration',
        default: '1s',
        description: 'how long readiness waits for a dependency; less than the probe waits for it',
      },
      REQUEST_TIMEOUT: {
        type: 'duration',
        default: '8s',
        description: 'how long a request may work; less than writing its response may take',
      },
      NOTES_CACHE_TTL: { type: 'duration', default: '1m', description: 'how long a note stays in the cache' },
      NOTES_SWEEP_INTERVAL: {
        type: 'duration',
        default: '1m',
        description: 'how long the worker waits between looking for expired notes',
      },
    },
    secrets: {
      DB_PASSWORD: { as: 'file', description: 'password of the database' },
    },
  },
  environments: {
    staging: { config: { variables: { DB_SSLMODE: { value: 'require' } } } },
    production: {
      config: { variables: { DB_SSLMODE: { value: 'verify-full' } } },
      resources: { cpu: { request: '250m' }, memory: { request: '256Mi' } },
      scaling: { min: 3, max: 10, cpu: '70%' },
    },
  },
});
