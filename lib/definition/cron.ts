import { z } from 'zod';
import { readDuration } from './duration.js';

const descriptors = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const longestMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const example = "such as '*/15 * * * *' or @hourly";
const maxLength = 200;

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly words: readonly string[];
}

const fields: readonly Field[] = [
  { name: 'minute', min: 0, max: 59, words: [] },
  { name: 'hour', min: 0, max: 23, words: [] },
  { name: 'day of month', min: 1, max: 31, words: [] },
  { name: 'month', min: 1, max: 12, words: months },
  { name: 'day of week', min: 0, max: 6, words: weekdays },
];

/** Thrown inside this file only: what is wrong with one schedule. */
class Unreadable extends Error {}

const allowed = ({ min, max, words }: Field) =>
  `${min}-${max}${words.length > 0 ? ` or ${words[0]}-${words.at(-1)}` : ''}, *, lists, ranges and steps such as */5`;

function value(text: string, field: Field): number {
  const word = field.words.indexOf(text.toUpperCase());
  if (word >= 0) return word + field.min;
  const number = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= field.min && number <= field.max) return number;
  const hint = field.name === 'day of week' && number === 7 ? '; sunday is 0' : '';
  throw new Unreadable(`the ${field.name} must be ${allowed(field)}${hint}`);
}

/** The values that one item of a list stands for: `5`, `1-5`, `*`, `10-50/20`; `5/10` means `5-max/10`. */
function item(text: string, field: Field): readonly number[] {
  const [span = '', step, ...moreSteps] = text.split('/');
  const [from = '', to, ...moreRanges] = span.split('-');
  if (moreSteps.length > 0 || moreRanges.length > 0)
    throw new Unreadable(`the ${field.name} has a range or step too many; it must be ${allowed(field)}`);
  const any = span === '*' || span === '?';
  const first = any ? field.min : value(from, field);
  const last = to !== undefined ? value(to, field) : any || step !== undefined ? field.max : first;
  if (first > last)
    throw new Unreadable(`the ${field.name} has a range that ends before it begins; write it as two ranges`);
  const by = step === undefined ? 1 : /^\d{1,4}$/.test(step) ? Number(step) : 0;
  if (by < 1) throw new Unreadable(`the ${field.name} has a step that is not a positive number; use one such as */5`);
  return Array.from({ length: Math.floor((last - first) / by) + 1 }, (_, index) => first + index * by);
}

const readField = (text: string, field: Field): ReadonlySet<number> =>
  new Set(text.split(',').flatMap((part) => item(part, field)));

function every(text: string): string {
  const reading = readDuration(text);
  if ('reason' in reading) throw new Unreadable(`@every: ${reading.reason}`);
  if (reading.milliseconds < 1000) throw new Unreadable('@every needs a duration of at least 1s');
  return `@every ${text}`;
}

function schedule(text: string): string {
  if (text.length > maxLength)
    throw new Unreadable(`expected a schedule of at most ${maxLength} characters, ${example}`);
  if (/^(CRON_)?TZ=/.test(text))
    throw new Unreadable('a schedule cannot name its time zone; say workload.timeZone instead');
  const parts = text.trim().split(/\s+/);
  if (parts[0] === '@every' && parts.length === 2) return every(parts[1] ?? '');
  if (text.trim().startsWith('@')) {
    if (parts.length === 1 && descriptors.includes(text.trim())) return text.trim();
    throw new Unreadable(`expected one of ${descriptors.join(', ')} or '@every 1h30m'`);
  }
  if (parts.length !== fields.length)
    throw new Unreadable(`expected five fields (minute hour day-of-month month day-of-week), ${example}`);
  const sets = fields.map((field, index) => readField(parts[index] ?? '', field));
  refuseImpossibleDay(sets, parts);
  return parts.join(' ');
}

/** Cron runs when the day of month *or* of week fits, so only a free day of week can make `31 2` impossible. */
function refuseImpossibleDay(sets: readonly ReadonlySet<number>[], parts: readonly string[]): void {
  const [, , days = new Set<number>(), chosen = new Set<number>()] = sets;
  const freeWeekday = /^[*?]/.test(parts[4] ?? '');
  const longest = Math.max(...[...chosen].map((month) => longestMonth[month - 1] ?? 31));
  if (freeWeekday && Math.min(...days) > longest)
    throw new Unreadable('no chosen month has that day, so it would never run; use an earlier day of month');
}

/**
 * When a cron workload runs, as Kubernetes reads it: five fields with names, lists, ranges and steps, or `@hourly`,
 * `@daily`, `@weekly`, `@monthly`, `@yearly`, `@every 1h`. It parses to the same text with single spaces.
 */
export const CronSchedule = z
  .string()
  .meta({ pattern: '^\\s*(@[a-z]+(\\s+\\S+)?|\\S+(\\s+\\S+){4})\\s*$' })
  .transform((text, context) => {
    try {
      return schedule(text);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
      return z.NEVER;
    }
  });
