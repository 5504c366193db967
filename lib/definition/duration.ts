import { z } from 'zod';

/** An integer number of milliseconds. */
export type Milliseconds = number;

/** An integer number of seconds. */
export type Seconds = number;

const units = { h: 3_600_000n, m: 60_000n, s: 1000n, ms: 1n } as const;
const number = '\\d+(?:\\.\\d+)?';
const pattern = new RegExp(`^(?=\\d)(?:(${number})h)?(?:(${number})m)?(?:(${number})s)?(?:(${number})ms)?$`);
const maxLength = 30;
const longest = 365n * 24n * units.h;
const example = 'such as 500ms, 5s, 2m or 1h30m';

/** Why `text` is no duration, as exactly as can be told. */
function misspelled(text: string): string {
  const expected = `expected a duration, ${example}`;
  if (/^[\d.]+$/.test(text)) return `${expected}: add a unit (ms, s, m or h)`;
  if (/^-/.test(text)) return `a duration cannot be negative; use 0s or more, ${example}`;
  if (/\s/.test(text)) return `${expected}, without spaces`;
  if (/\d[dw]/.test(text)) return `${expected}; the longest unit is the hour: a day is 24h`;
  if (/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(text)) return `${expected}: each unit once, the longest first`;
  return expected;
}

type Reading = { readonly milliseconds: Milliseconds } | { readonly reason: string };

/** Reads `1h30m`, `1.5h` or `500ms`; says why when it cannot. */
export function readDuration(text: string): Reading {
  if (text.length > maxLength) return { reason: `expected a duration of at most ${maxLength} characters, ${example}` };
  const parts = pattern.exec(text);
  if (!parts) return { reason: misspelled(text) };
  const scale = 10n ** BigInt(maxLength);
  const scaled = Object.values(units)
    .map((unit, index) => fixedPoint(parts[index + 1] ?? '0') * unit)
    .reduce((sum, part) => sum + part);
  if (scaled % scale !== 0n) return { reason: 'finer than a millisecond; use whole milliseconds, such as 1ms' };
  const milliseconds = scaled / scale;
  if (milliseconds > longest) return { reason: 'longer than a year (8760h); use a shorter duration' };
  return { milliseconds: Number(milliseconds) };
}

const fixedPoint = (decimal: string): bigint => {
  const [whole = '', fraction = ''] = decimal.split('.');
  return BigInt(`${whole}${fraction.padEnd(maxLength, '0')}`);
};

/**
 * A length of time, `500ms`, `5s`, `2m`, `1h30m`: units h, m, s and ms, each once, the longest first. It parses to
 * milliseconds; a number without a unit, a negative one, and more than a year are errors.
 */
export const Duration = z
  .string({
    error: ({ input }) =>
      typeof input === 'number' ? `expected a duration, ${example}: add a unit (ms, s, m or h)` : undefined,
  })
  .meta({ pattern: pattern.source })
  .transform((text, context): Milliseconds => {
    const reading = readDuration(text);
    if ('milliseconds' in reading) return reading.milliseconds;
    context.addIssue({ code: 'custom', message: reading.reason });
    return z.NEVER;
  });

/** A duration that Kubernetes counts in whole seconds; it parses to seconds, and a fraction of one is an error. */
export const WholeSeconds = Duration.transform((milliseconds, context): Seconds => {
  if (milliseconds % 1000 === 0) return milliseconds / 1000;
  context.addIssue({
    code: 'custom',
    message: 'expected whole seconds, such as 5s: Kubernetes counts no fractions here',
  });
  return z.NEVER;
});

/** The canonical spelling, which Go's `time.ParseDuration` reads: `1h30m`, `5s`, `1s500ms`, `0s`. */
export function formatDuration(milliseconds: Milliseconds): string {
  if (!Number.isSafeInteger(milliseconds) || milliseconds < 0)
    throw new RangeError('a duration must be a whole number of milliseconds, 0 or more');
  let rest = BigInt(milliseconds);
  let text = '';
  for (const [unit, size] of Object.entries(units)) {
    if (rest >= size) text += `${rest / size}${unit}`;
    rest %= size;
  }
  return text || '0s';
}
