import { expect, test } from 'vitest';
import { TimeZone, timeZones } from '../../lib/definition/time-zones.js';

test.each(['UTC', 'Etc/UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5', 'America/Port-au-Prince'])(
  '%s is a time zone',
  (name) => {
    expect(TimeZone.parse(name)).toBe(name);
  },
);

test.each([
  '',
  'Local',
  'CET',
  'europe/berlin',
  'Europe',
  'Europe/',
  'Foo/Bar',
  '../etc/passwd',
  'Europe/../UTC',
  '+02:00',
  'Europe/Nowhere',
])('%j is none', (name) => {
  expect(TimeZone.safeParse(name).success).toBe(false);
});

test('a slip of the pen is told with the name that was meant', () => {
  expect(TimeZone.safeParse('Europe/Berln').error?.issues[0]?.message).toMatch(/did you mean Europe\/Berlin\?$/);
});

test('the list holds every area', () => {
  expect(timeZones.size).toBeGreaterThan(450);
  expect([...timeZones].every((name) => name === 'UTC' || /^[A-Z][a-z]+\/[A-Z]/.test(name))).toBe(true);
});
