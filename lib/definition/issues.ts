import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import { type Path, quote, valueAt } from './path.js';
import type { Problem } from './problems.js';
import { kindOf, shown } from './shown.js';

type Issue = z.core.$ZodIssue;
type Description = Omit<Problem, 'path'>;

/** zod's words for what it expected, in the words of YAML. */
const words: Readonly<Record<string, string>> = { int: 'integer', array: 'list', tuple: 'list', record: 'object' };
const word = (expected: string): string => words[expected] ?? expected;

/** zod's own messages begin so; the schemas' messages are in lower case. */
const isStandard = (message: string): boolean => /^(?:Invalid|Too|Unrecognized|Expected) ?/.test(message);

/** A list as an error prints it, cut after 40 entries. */
export const say = (values: readonly unknown[]): string =>
  values.slice(0, 40).map(String).join(', ') + (values.length > 40 ? `, and ${values.length - 40} more` : '');

/** The allowed word that is only a slip of the pen away from the one found, or undefined. */
export function nearest(found: string, allowed: readonly string[]): string | undefined {
  if (allowed.length === 0 || found.length > 64) return undefined;
  const lower = found.toLowerCase();
  const best = closest(
    lower,
    allowed.map((one) => one.toLowerCase()),
  );
  const index = allowed.findIndex((one) => one.toLowerCase() === best);
  const tolerance = Math.min(3, Math.ceil(best.length / 3));
  return distance(lower, best) <= tolerance ? allowed[index] : undefined;
}

/** Whether an issue says no more than that the value is of another kind than this branch of a union takes. */
export function isMismatch(issue: Issue, at: Path, input: unknown): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_type') return issue.expected !== 'int' || kindAt(input, at) !== 'number';
  if (issue.code === 'invalid_value') return !issue.values.some((value) => kindOf(value) === kindAt(input, at));
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return false;
  return issue.errors.every((branch) => branch.every((inner) => isMismatch(inner, at, input)));
}

const kindAt = (input: unknown, path: Path): string | undefined => {
  const found = valueAt(input, path);
  return found.kind === 'value' ? kindOf(found.value) : undefined;
};

/** What an issue that is not taken apart further says about the value at `path` of the input. */
export function describe(issue: Issue, path: Path, input: unknown): Description {
  const found = valueAt(input, path);
  if (found.kind === 'absent' && issue.code !== 'custom') return missing(issue);
  const value = found.kind === 'value' ? { value: shown(found.value, path) } : {};
  if (!isStandard(issue.message) && issue.code !== 'invalid_union') return { message: issue.message, ...value };
  if (issue.code === 'invalid_value' || (issue.code === 'invalid_union' && issue.errors.length === 0))
    return { ...choice(optionsOf(issue), found.kind === 'value' ? found.value : undefined), ...value };
  const but = found.kind === 'value' ? `, found ${kindAndValue(found.value, value.value ?? '')}` : '';
  const text = issue.code === 'invalid_type' && issue.expected === 'string' && found.kind === 'value';
  return { message: expectation(issue) + but, ...value, ...(text && inQuotes(found.value, value.value)) };
}

/** YAML reads `16` and `yes` as a number and a truth value; where a text is meant they need quotes. */
const inQuotes = (found: unknown, text: string | undefined): { readonly fix?: string } =>
  (typeof found === 'number' || typeof found === 'boolean') && text === String(found)
    ? { fix: `write it in quotes: ${quote(text)}` }
    : {};

const kindAndValue = (value: unknown, text: string): string =>
  typeof value === 'object' || typeof value === 'undefined' ? kindOf(value) : `${kindOf(value)} ${text}`;

function missing(issue: Issue): Description {
  const options = optionsOf(issue);
  return { message: 'is required', ...(options.length === 0 ? {} : { allowed: say(options) }) };
}

const optionsOf = (issue: Issue): readonly unknown[] => {
  if (issue.code === 'invalid_value') return issue.values;
  const options = issue.code === 'invalid_union' && 'options' in issue ? (issue.options ?? []) : [];
  return options.filter((option) => option !== undefined);
};

function choice(options: readonly unknown[], found: unknown): Description {
  const near =
    typeof found === 'string'
      ? nearest(
          found,
          options.filter((one) => typeof one === 'string'),
        )
      : undefined;
  return {
    message: options.length === 1 ? `expected ${literal(options[0])}` : 'not one of the allowed values',
    ...(options.length > 1 ? { allowed: say(options) } : {}),
    ...(near === undefined ? {} : { fix: `did you mean ${quote(near)}?` }),
    ...(options.some((one) => typeof one === 'string' && one === String(found)) && inQuotes(found, String(found))),
  };
}

const literal = (value: unknown): string => (typeof value === 'string' ? quote(value) : String(value));

/** What was expected, without what was found. */
function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${word(issue.expected)}`;
    case 'too_small':
      return `expected ${issue.inclusive === false ? 'more than' : 'at least'} ${counted(issue.minimum, issue.origin)}`;
    case 'too_big':
      return `expected ${issue.inclusive === false ? 'less than' : 'at most'} ${counted(issue.maximum, issue.origin)}`;
    case 'not_multiple_of':
      return `expected a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return issue.format === 'regex'
        ? `expected text that matches ${issue.pattern}`
        : `expected a valid ${issue.format}`;
    case 'invalid_key':
      return `not a valid key: ${issue.issues.map((inner) => lower(inner.message)).join(', ')}`;
    case 'invalid_union':
      return alternatives(issue);
    default:
      return lower(issue.message);
  }
}

const lower = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1);

function counted(limit: number | bigint, origin: string): string {
  if (origin === 'string') return `${limit} character${limit === 1 ? '' : 's'}`;
  if (['array', 'set', 'map', 'object'].includes(origin)) return `${limit} ${limit === 1 ? 'entry' : 'entries'}`;
  return `${limit}`;
}

/** All that a union would have taken, where nothing of the right kind was found. */
function alternatives(issue: z.core.$ZodIssueInvalidUnion): string {
  if (!isStandard(issue.message)) return issue.message;
  const branches = issue.errors.map((branch) => branch[0]).filter((first) => first !== undefined);
  const texts = branches.map((first) =>
    first.code === 'invalid_value'
      ? first.values.map(literal).join(' or ')
      : isStandard(first.message)
        ? expectation(first)
        : first.message,
  );
  const distinct = [...new Set(texts.map((text) => text.replace(/^expected /, '')))];
  return `expected ${distinct.join(distinct.some((text) => text.includes(',')) ? '; or ' : ' or ')}`;
}
