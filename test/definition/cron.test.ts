import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CronSchedule } from '../../lib/definition/cron.js';

const messageOf = (input: unknown) => CronSchedule.safeParse(input).error?.issues.map(({ message }) => message);

describe('CronSchedule', () => {
  test.each([
    '* * * * *',
    '*/15 * * * *',
    '0 3 * * 1-5',
    '0 3 * * MON-fri',
    '0 0 1 JAN,jul ?',
    '5/10 0-23/2 1,15 * *',
    '05 03 * * *',
    '0 0 29 2 *',
    '0 0 31 2 MON',
    '@hourly',
    '@daily',
    '@midnight',
    '@weekly',
    '@monthly',
    '@yearly',
    '@annually',
    '@every 1h30m',
    '@every 1.5h',
  ])('takes %s as it is', (schedule) => {
    expect(CronSchedule.parse(schedule)).toBe(schedule);
  });

  test('puts single spaces between the fields', () => {
    expect(CronSchedule.parse(' 0\t3  * * * ')).toBe('0 3 * * *');
    expect(CronSchedule.parse('@every   1h')).toBe('@every 1h');
  });

  const fiveFields =
    "expected five fields (minute hour day-of-month month day-of-week), such as '*/15 * * * *' or @hourly";
  const steps = '*, lists, ranges and steps such as */5';
  test.each([
    ['', fiveFields],
    ['* * * *', fiveFields],
    ['0 * * * * *', fiveFields],
    ['60 * * * *', `the minute must be 0-59, ${steps}`],
    ['* 24 * * *', `the hour must be 0-23, ${steps}`],
    ['* * 0 * *', `the day of month must be 1-31, ${steps}`],
    ['* * 32 * *', `the day of month must be 1-31, ${steps}`],
    ['* * * 13 *', `the month must be 1-12 or JAN-DEC, ${steps}`],
    ['* * * FOO *', `the month must be 1-12 or JAN-DEC, ${steps}`],
    ['* * * * 7', `the day of week must be 0-6 or SUN-SAT, ${steps}; sunday is 0`],
    ['* * * * SUNDAY', `the day of week must be 0-6 or SUN-SAT, ${steps}`],
    ['JAN * * * *', `the minute must be 0-59, ${steps}`],
    ['-1 * * * *', `the minute must be 0-59, ${steps}`],
    ['+1 * * * *', `the minute must be 0-59, ${steps}`],
    ['1.5 * * * *', `the minute must be 0-59, ${steps}`],
    ['1e1 * * * *', `the minute must be 0-59, ${steps}`],
    ['L * * * *', `the minute must be 0-59, ${steps}`],
    ['1,,2 * * * *', `the minute must be 0-59, ${steps}`],
    [', * * * *', `the minute must be 0-59, ${steps}`],
    ['*-x * * * *', `the minute must be 0-59, ${steps}`],
    ['1-2-3 * * * *', `the minute has a range or step too many; it must be 0-59, ${steps}`],
    ['*/2/3 * * * *', `the minute has a range or step too many; it must be 0-59, ${steps}`],
    ['5-1 * * * *', 'the minute has a range that ends before it begins; write it as two ranges'],
    ['*/0 * * * *', 'the minute has a step that is not a positive number; use one such as */5'],
    ['*/ * * * *', 'the minute has a step that is not a positive number; use one such as */5'],
    ['*/-5 * * * *', 'the minute has a step that is not a positive number; use one such as */5'],
    ['0 0 30 2 *', 'no chosen month has that day, so it would never run; use an earlier day of month'],
    ['0 0 31 4,6,9,11 ?', 'no chosen month has that day, so it would never run; use an earlier day of month'],
    ['TZ=UTC 0 3 * * *', 'a schedule cannot name its time zone; say workload.timeZone instead'],
    ['CRON_TZ=Europe/Berlin 0 3 * * *', 'a schedule cannot name its time zone; say workload.timeZone instead'],
    ['@reboot', "expected one of @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly or '@every 1h30m'"],
    ['@every', "expected one of @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly or '@every 1h30m'"],
    ['@every 5', '@every: expected a duration, such as 500ms, 5s, 2m or 1h30m: add a unit (ms, s, m or h)'],
    ['@every 10ms', '@every needs a duration of at least 1s'],
  ])('refuses %j with one message', (schedule, message) => {
    expect(messageOf(schedule)).toEqual([message]);
  });

  test('refuses a very long list by its length', () => {
    expect(messageOf(`${'0,'.repeat(100_000)}0 * * * *`)).toEqual([
      "expected a schedule of at most 200 characters, such as '*/15 * * * *' or @hourly",
    ]);
  });

  test('takes every list of ranges and steps inside the bounds', () => {
    const part = (min: number, max: number) =>
      fc
        .tuple(fc.integer({ min, max }), fc.integer({ min, max }), fc.integer({ min: 1, max: 99 }))
        .map(([a, b, step]) => `${Math.min(a, b)}-${Math.max(a, b)}/${step}`);
    const field = (min: number, max: number) =>
      fc.array(part(min, max), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(','));
    const schedule = fc.tuple(field(0, 59), field(0, 23), field(1, 28), field(1, 12), field(0, 6));
    fc.assert(
      fc.property(schedule, (fields) => {
        expect(CronSchedule.parse(fields.join(' '))).toBe(fields.join(' '));
      }),
    );
  });

  test('its pattern in the JSON schema fits what it takes', () => {
    const { pattern } = z.toJSONSchema(CronSchedule, { io: 'input', target: 'draft-7' });
    expect('*/15 * * * *').toMatch(new RegExp(String(pattern)));
    expect('@every 1h').toMatch(new RegExp(String(pattern)));
    expect('* * * *').not.toMatch(new RegExp(String(pattern)));
  });
});
