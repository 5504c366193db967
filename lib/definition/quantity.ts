import { z } from 'zod';

/** A Kubernetes quantity in canonical form (`500m`, `1Gi`, `12e6`): equal text means equal value and format. */
export type Quantity = string & z.$brand<'Quantity'>;

/** How a quantity is spelled: `1Gi`, `1G` or `1e9`. Kubernetes keeps the format that was written. */
export type QuantityFormat = 'BinarySI' | 'DecimalSI' | 'DecimalExponent';

const example = 'such as 500m, 0.5, 512Mi or 2Gi';
const pattern = /^([+-]?)(\d+\.?\d*|\.\d+)(|[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d{1,2})$/;
const maxLength = 32;
const nano = 10n ** 9n;
const maxNanos = (2n ** 63n - 1n) * nano;
const decimalSuffixes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

interface Amount {
  readonly nanos: bigint;
  readonly format: QuantityFormat;
}

type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };
const no = (reason: string): Outcome<never> => ({ ok: false, reason });

function suffixOf(suffix: string): {
  readonly format: QuantityFormat;
  readonly scale: bigint;
  readonly exponent: number;
} {
  const binary = binarySuffixes.indexOf(suffix, 1);
  if (binary > 0) return { format: 'BinarySI', scale: 1024n ** BigInt(binary), exponent: 0 };
  const decimal = decimalSuffixes.indexOf(suffix);
  if (decimal >= 0) return { format: 'DecimalSI', scale: 1n, exponent: (decimal - 3) * 3 };
  return { format: 'DecimalExponent', scale: 1n, exponent: Number(suffix.slice(1)) };
}

function read(text: string): Outcome<Amount> {
  if (text.length > maxLength) return no(`expected a quantity of at most ${maxLength} characters, ${example}`);
  const [, sign, number = '', suffix = ''] = pattern.exec(text) ?? [];
  if (sign === undefined) return no(misspelled(text));
  const [whole = '', fraction = ''] = number.split('.');
  const { format, scale, exponent } = suffixOf(suffix);
  const mantissa = BigInt(`${whole}${fraction}`) * scale;
  const power = exponent - fraction.length + 9;
  const divisor = power < 0 ? 10n ** BigInt(-power) : 1n;
  const scaled = power > 0 ? mantissa * 10n ** BigInt(power) : mantissa;
  if (sign === '-' && mantissa !== 0n) return no(`a quantity cannot be negative; use 0 or more, ${example}`);
  if (scaled % divisor !== 0n)
    return no('finer than a nano (1n), which Kubernetes cannot hold; use fewer decimal places');
  const nanos = scaled / divisor;
  if (nanos > maxNanos) return no('larger than 2^63-1, which Kubernetes cannot hold; use a smaller quantity');
  return { ok: true, value: { nanos, format } };
}

function misspelled(text: string): string {
  const expected = `expected a Kubernetes quantity, ${example}`;
  if (/\s/.test(text)) return `${expected}, without spaces`;
  if (/^[\d.]+\s*[kKmMgGtTpPeE]i?[bB]$/.test(text)) return `${expected}; leave out the final B`;
  if (/^[\d.]+(K|g|t|p|[kmgtpe]i|[KMGTPEkmgtpe]I)$/.test(text))
    return `${expected}; suffixes are n u m k M G T P E or Ki Mi Gi Ti Pi Ei, in exactly this case`;
  return expected;
}

const spell = (nanos: bigint, format: QuantityFormat): string => {
  if (nanos === 0n) return '0';
  if (format === 'BinarySI' && nanos >= 1024n * nano && nanos % nano === 0n) return spellBinary(nanos / nano);
  let [mantissa, exponent] = [nanos, -9];
  while (mantissa % 1000n === 0n) [mantissa, exponent] = [mantissa / 1000n, exponent + 3];
  if (format === 'DecimalExponent') return exponent === 0 ? `${mantissa}` : `${mantissa}e${exponent}`;
  return `${mantissa}${decimalSuffixes[exponent / 3 + 3]}`;
};

const spellBinary = (value: bigint): string => {
  let [mantissa, power] = [value, 0];
  while (mantissa % 1024n === 0n) [mantissa, power] = [mantissa / 1024n, power + 1];
  return `${mantissa}${binarySuffixes[power]}`;
};

const branded = (text: string) => text as Quantity;

/** A number in definitions is decimal, however JavaScript happens to print it (`1e-7`). */
const readNumber = (value: number): Outcome<Amount> => {
  const outcome = read(String(value));
  return outcome.ok ? { ok: true, value: { ...outcome.value, format: 'DecimalSI' } } : outcome;
};

/**
 * A Kubernetes quantity: text such as `500m`, `1.5Gi` or `1e3`, or a number. It parses to the canonical form of
 * `resource.Quantity` (`0.5` → `500m`, `1024Mi` → `1Gi`); negative, finer than nano and above 2^63-1 are errors.
 */
export const Quantity = z
  .union([z.string().meta({ pattern: pattern.source }), z.number().meta({ minimum: 0 })], {
    error: ({ input }) => (input === undefined ? undefined : `expected a Kubernetes quantity, ${example}`),
  })
  .transform((given, context): Quantity => {
    const outcome = typeof given === 'number' ? readNumber(given) : read(given);
    if (outcome.ok) return branded(spell(outcome.value.nanos, outcome.value.format));
    context.addIssue({ code: 'custom', message: outcome.reason });
    return z.NEVER;
  });

/** The exact value in billionths: of a core for cpu, of a byte for memory. */
export function nanos(quantity: Quantity): bigint {
  const outcome = read(quantity);
  if (!outcome.ok) throw new RangeError(`not a quantity: ${outcome.reason}`);
  return outcome.value.nanos;
}

const ceil = (value: bigint, unit: bigint): bigint => (value + unit - 1n) / unit;

/** -1, 0 or 1 as `a` is less than, equal to or more than `b`, whatever their formats. */
export function compareQuantity(a: Quantity, b: Quantity): -1 | 0 | 1 {
  const [left, right] = [nanos(a), nanos(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whole bytes, rounded up as Kubernetes' `Value()` does. */
export const bytes = (quantity: Quantity): bigint => ceil(nanos(quantity), nano);

/** Thousandths of a core, rounded up as Kubernetes' `MilliValue()` does. */
export const millicores = (quantity: Quantity): bigint => ceil(nanos(quantity), nano / 1000n);

/**
 * The canonical spelling of a value in billionths. A BinarySI value below 1024 or with a fraction is spelled in
 * DecimalSI, as Kubernetes does. Throws a RangeError outside 0 to 2^63-1.
 */
export function formatQuantity(nanos: bigint, format: QuantityFormat): Quantity {
  if (nanos < 0n || nanos > maxNanos) throw new RangeError('a quantity must be from 0 to 2^63-1');
  return branded(spell(nanos, format));
}
