import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Duration, formatDuration, WholeSeconds } from '../../lib/definition/duration.js';

const year = 365 * 24 * 3_600_000;
const messageOf = (schema: z.ZodType, input: unknown) =>
  schema.safeParse(input).error?.issues.map(({ message }) => message);
const expected = 'expected a duration, such as 500ms, 5s, 2m or 1h30m';

describe('Duration', () => {
  test.each([
    ['500ms', 500],
    ['5s', 5000],
    ['2m', 120_000],
    ['1h30m', 5_400_000],
    ['1.5h', 5_400_000],
    ['0.5s', 500],
    ['1h1m1s1ms', 3_661_001],
    ['90m', 5_400_000],
    ['0s', 0],
    ['8760h', year],
  ])('reads %s as %d ms', (text, milliseconds) => {
    expect(Duration.parse(text)).toBe(milliseconds);
  });

  test.each([
    [5, `${expected}: add a unit (ms, s, m or h)`],
    ['5', `${expected}: add a unit (ms, s, m or h)`],
    ['0', `${expected}: add a unit (ms, s, m or h)`],
    ['-5s', 'a duration cannot be negative; use 0s or more, such as 500ms, 5s, 2m or 1h30m'],
    ['5 s', `${expected}, without spaces`],
    ['5s\n', `${expected}, without spaces`],
    ['1d', `${expected}; the longest unit is the hour: a day is 24h`],
    ['2w', `${expected}; the longest unit is the hour: a day is 24h`],
    ['5s1m', `${expected}: each unit once, the longest first`],
    ['5s5s', `${expected}: each unit once, the longest first`],
    ['', expected],
    ['s', expected],
    ['.5s', expected],
    ['5S', expected],
    ['5us', expected],
    ['PT5S', expected],
    ['0.5ms', 'finer than a millisecond; use whole milliseconds, such as 1ms'],
    ['8760h1ms', 'longer than a year (8760h); use a shorter duration'],
    ['99999999999999999999999999h', 'longer than a year (8760h); use a shorter duration'],
  ])('refuses %j with one message', (input, message) => {
    expect(messageOf(Duration, input)).toEqual([message]);
  });

  test('refuses a million characters by their number', () => {
    expect(messageOf(Duration, '1'.repeat(1_000_000))).toEqual([
      'expected a duration of at most 30 characters, such as 500ms, 5s, 2m or 1h30m',
    ]);
  });

  test('is text with a pattern in the JSON schema', () => {
    const expectedSchema = { type: 'string', pattern: expect.any(String) };
    expect(z.toJSONSchema(Duration, { io: 'input', target: 'draft-7' })).toMatchObject(expectedSchema);
    expect(z.toJSONSchema(WholeSeconds, { io: 'input', target: 'draft-7' })).toMatchObject(expectedSchema);
  });
});

describe('WholeSeconds', () => {
  test('reads a duration as seconds', () => {
    expect(WholeSeconds.parse('2m')).toBe(120);
  });

  test('refuses a fraction of a second', () => {
    expect(messageOf(WholeSeconds, '1500ms')).toEqual([
      'expected whole seconds, such as 5s: Kubernetes counts no fractions here',
    ]);
  });

  test('says once that a unit is missing', () => {
    expect(messageOf(WholeSeconds, 5)).toEqual([`${expected}: add a unit (ms, s, m or h)`]);
  });
});

describe('formatDuration', () => {
  test.each([
    [0, '0s'],
    [500, '500ms'],
    [5000, '5s'],
    [1500, '1s500ms'],
    [90_000, '1m30s'],
    [5_400_000, '1h30m'],
    [3_600_000, '1h'],
  ])('spells %d ms as %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });

  test('what it spells reads back as the same length, up to a year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: year }), (milliseconds) => {
        expect(Duration.parse(formatDuration(milliseconds))).toBe(milliseconds);
      }),
    );
  });

  test('every spelling of a length comes to the same canonical one', () => {
    fc.assert(
      fc.property(fc.nat(999), fc.nat(999), fc.nat(999), fc.nat(999), (h, m, s, ms) => {
        const once = formatDuration(Duration.parse(`${h}h${m}m${s}s${ms}ms`));
        expect(formatDuration(Duration.parse(once))).toBe(once);
        expect(Duration.parse(once)).toBe(((h * 60 + m) * 60 + s) * 1000 + ms);
      }),
    );
  });

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (milliseconds) => {
    expect(() => formatDuration(milliseconds)).toThrow(RangeError);
  });
});
