import { expect, test } from 'vitest';
import { describeShorthands, parsed } from '../support/shorthands.js';

const observability = (short: object, long: object) => [{ observability: short }, { observability: long }] as const;

describeShorthands([
  observability({ logs: {} }, { logs: { level: 'info', format: 'json', source: true } }),
  observability({ metrics: {} }, { metrics: { port: 'http', path: '/metrics', interval: '30s', timeout: '10s' } }),
]);

test('nothing is observed unless it is asked for', () => {
  expect(parsed().observability).toEqual({});
});
