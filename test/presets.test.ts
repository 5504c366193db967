import { describe, expect, test } from 'vitest';
import { presets } from '../lib/presets.js';
import type { Fields } from './support/definitions.js';
import { minimal, resolved } from './support/definitions.js';

const contract = (more: Fields = {}) => resolved(minimal({ presets: ['contract'], health: {}, ...more }));

test.each(Object.keys(presets))('the preset %s alone makes a sound service', (name) => {
  expect(() => resolved(minimal({ presets: [name], health: {} }))).not.toThrow();
});

describe('contract', () => {
  test('tells the process everything that the runtime contract names', () => {
    expect(contract().configMaps[0]?.data).toEqual({
      LOG_FORMAT: 'json',
      LOG_LEVEL: 'info',
      LOG_SOURCE: 'true',
      SERVER_IDLE_TIMEOUT: '2m',
      SERVER_MAX_HEADER_BYTES: '1048576',
      SERVER_HOST: '0.0.0.0',
      SERVER_PORT: '8080',
      SERVER_RATE_BURST: '20',
      SERVER_RATE_LIMIT: '10',
      SERVER_READ_HEADER_TIMEOUT: '2s',
      SERVER_READ_TIMEOUT: '5s',
      SERVER_SECURITY_HEADERS: 'true',
      SERVER_TRUSTED_PROXIES: '',
      SERVER_WRITE_TIMEOUT: '10s',
      SHUTDOWN_DRAIN: '5s',
      SHUTDOWN_TIMEOUT: '20s',
    });
  });

  test('lets the process itself wait for the drain', () => {
    expect(contract().shutdown).toMatchObject({ drainSeconds: 5, processDrainSeconds: 5, gracePeriodSeconds: 30 });
    expect(contract().container).not.toHaveProperty('preStopSleepSeconds');
  });

  test('asks the two health endpoints and reads the metrics', () => {
    const { container, metrics } = contract();
    expect(container.probes).toMatchObject({
      live: { check: { path: '/health/live' } },
      ready: { check: { path: '/health/ready' } },
      startup: { check: { path: '/health/live' } },
    });
    expect(metrics).toMatchObject({ path: '/metrics', port: { name: 'http' } });
  });

  test('each of its parts can be completed, replaced or removed', () => {
    expect(contract({ health: { live: { period: '20s' } } }).container.probes.live).toMatchObject({
      check: { path: '/health/live' },
      periodSeconds: 20,
    });
    expect(contract({ health: { live: '/up' } }).container.probes.live?.check).toMatchObject({ path: '/up' });
    expect(contract({ health: { live: { kind: 'tcp' } } }).container.probes.live?.check.kind).toBe('tcp');
    expect(contract({ server: null }).configMaps[0]?.data).not.toHaveProperty('SERVER_PORT');
    expect(contract({ observability: { metrics: null } })).not.toHaveProperty('metrics');
  });
});
