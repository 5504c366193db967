import { expect, test } from 'vitest';
import { shutdownVariables } from '../../lib/definition/shutdown.js';
import { describeShorthands } from '../support/shorthands.js';

describeShorthands([
  [{}, { shutdown: { drain: '5s', timeout: '20s', signal: 'SIGTERM', drainedBy: 'platform', env: false } }],
  [{ shutdown: { timeout: '60s' } }, { shutdown: { timeout: '1m' } }],
]);

test('times are told as Go reads them', () => {
  expect(shutdownVariables(90, 0)).toEqual({ SHUTDOWN_TIMEOUT: '1m30s', SHUTDOWN_DRAIN: '0s' });
});
