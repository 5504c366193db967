import { describe, expect, test } from 'vitest';
import { checkImage, type ExpectedHealth } from '../../../lib/rules/image.js';
import { ledger } from './ledger.js';

const timings = { intervalSeconds: 5, timeoutSeconds: 2, retries: 2 };
const check = (...test: readonly string[]) => ({ test, ...timings, startPeriodSeconds: 60 });

const own: ExpectedHealth = { exact: false, question: { path: '/readyz', port: 8080 }, ...timings };
const toldOf = (health: ExpectedHealth | 'none', ...command: readonly string[]) => {
  const { healthCheck: _, ...image } = ledger().image;
  const asked = command.length === 0 ? {} : { healthCheck: check(...command) };
  const subject = { ...ledger({ expected: { health } }), image: { ...image, ...asked } };
  return checkImage(subject).map(({ message }) => message);
};

describe('an image that nobody may ask', () => {
  test('has no health check', () => {
    expect(toldOf('none')).toEqual([]);
  });

  test('must have none of its base image either', () => {
    expect(toldOf('none', 'CMD', '/bin/probe')).toEqual([
      'HEALTHCHECK is ["CMD","/bin/probe"], health of the definition is NONE',
    ]);
  });
});

test('an image that the definition has asked must have a health check', () => {
  expect(toldOf({ ...own, exact: true, command: ['/app/ledger', 'healthcheck'] })).toEqual([
    'HEALTHCHECK is missing, health of the definition is ["/app/ledger","healthcheck"]',
  ]);
});

describe('an image of a team’s own Dockerfile', () => {
  test('need have no health check where the definition knows no command', () => {
    expect(toldOf(own)).toEqual([]);
  });

  test.each([
    [['CMD-SHELL', 'curl -fsS http://localhost:8080/readyz || exit 1']],
    [['CMD', 'wget', '-qO-', 'http://127.0.0.1:8080/readyz']],
    [['CMD', '/app/ledger', 'healthcheck']],
  ])('may ask the same in its own way: %j', (command) => {
    expect(toldOf(own, ...command)).toEqual([]);
  });

  test('must ask what the probe asks, where it says what it asks', () => {
    expect(toldOf(own, 'CMD-SHELL', 'curl -fsS http://localhost:9090/livez')).toEqual([
      'path of HEALTHCHECK is /livez, health of the definition is /readyz',
      'port of HEALTHCHECK is 9090, health of the definition is 8080',
    ]);
  });

  test('may have its program elsewhere, but not ask it otherwise', () => {
    const health = { ...own, command: ['/app/ledger', 'healthcheck'] };
    expect(toldOf(health, 'CMD', '/usr/bin/ledger', 'healthcheck')).toEqual([]);
    expect(toldOf(health, 'CMD', '/app/ledger', 'ping')).toEqual([
      'HEALTHCHECK is ["/app/ledger","ping"], health of the definition is ["/app/ledger","healthcheck"]',
    ]);
  });

  test('must ask as often, whatever time it gives the start', () => {
    const healthCheck = { ...check('CMD', '/app/ledger', 'healthcheck'), startPeriodSeconds: 0, intervalSeconds: 30 };
    expect(checkImage(ledger({ image: { healthCheck }, expected: { health: own } }))).toMatchObject([
      { message: '--interval is 30s, health of the definition is 5s' },
    ]);
  });
});
