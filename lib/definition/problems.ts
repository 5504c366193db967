import { z } from 'zod';
import { allowedKeys, closerBranch } from './allowed-keys.js';
import { describe, isMismatch, nearest, say } from './issues.js';
import { type Path, pathText, quote, valueAt } from './path.js';

/** One thing that is wrong in a definition. */
export interface Problem {
  /** where: `network.ports.http`, `command[0]`, or '' for the whole definition */
  readonly path: string;
  /** what is wrong, in lower case */
  readonly message: string;
  /** what was found there, at most 80 characters, `(hidden)` where it may be secret */
  readonly value?: string;
  /** what may stand there instead */
  readonly allowed?: string;
  /** what to do */
  readonly fix?: string;
  /** the kebab-case id of the cross-field check that found it */
  readonly check?: string;
}

/** A definition that cannot be used; its message lists every problem with path, value, what is allowed and a fix. */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError';
  /** the file or the name of the definition */
  readonly source: string;
  /** every problem, in the order of the definition */
  readonly problems: readonly Problem[];

  constructor(source: string, problems: readonly Problem[], options?: ErrorOptions) {
    super(report(source, problems), options);
    this.source = source;
    this.problems = problems;
  }
}

function report(source: string, problems: readonly Problem[]): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return [`${source}: ${count}`, ...problems.flatMap(block)].join('\n');
}

function block({ path, message, value, allowed, fix, check }: Problem): readonly string[] {
  const rule = check === undefined ? '' : ` (${check})`;
  return [
    `  ${path === '' ? '' : `${path}: `}${message}${rule}`,
    ...(value === undefined || message.endsWith(value) ? [] : [`    found: ${value}`]),
    ...(allowed === undefined ? [] : [`    allowed: ${allowed}`]),
    ...(fix === undefined ? [] : [`    fix: ${fix}`]),
  ];
}

interface Context {
  readonly input: unknown;
  readonly schema: z.core.$ZodType | undefined;
}

/**
 * Every zod issue as a problem: unknown keys one by one with the nearest allowed key, unions by their closest branch,
 * missing values as such. `input` is what was parsed; `schema` what parsed it, without which no allowed keys are known.
 */
export function problemsOf(
  error: { readonly issues: readonly z.core.$ZodIssue[] } | readonly z.core.$ZodIssue[],
  input: unknown,
  schema?: z.core.$ZodType,
): readonly Problem[] {
  const issues = 'issues' in error ? error.issues : error;
  const problems = issues.flatMap((issue) => flatten(issue, [], { input, schema }));
  const seen = new Set<string>();
  return problems.filter(({ path, message }) => {
    const id = `${path}\n${message}`;
    return !seen.has(id) && seen.add(id);
  });
}

function flatten(issue: z.core.$ZodIssue, base: Path, context: Context): readonly Problem[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    const inner = askAgain(issue.keys, path, context);
    if (inner.length > 0) return inner;
    const allowed = context.schema ? allowedKeys(context.schema, context.input, path, issue.keys) : [];
    return issue.keys.map((key) => unknownKey([...path, key], key, allowed));
  }
  if (issue.code === 'invalid_union') {
    const branch = closest(issue.errors, path, context);
    if (branch) return branch.flatMap((inner) => flatten(inner, path, context));
  }
  return [{ path: pathText(path), ...describe(issue, path, context.input) }];
}

/** What the branch that knows more of the keys says; nothing when there is no such branch. */
function askAgain(unknown: readonly string[], path: Path, context: Context): readonly Problem[] {
  const branch = context.schema && closerBranch(context.schema, context.input, path, unknown);
  const found = valueAt(context.input, path);
  if (!branch || found.kind !== 'value') return [];
  const issues = z.core.safeParse(branch, found.value).error?.issues ?? [];
  return issues.flatMap((issue) => flatten(issue, path, context));
}

/** The branch that was meant: of those with the right kind of value, the one with the fewest unknown keys and faults. */
function closest(errors: readonly (readonly z.core.$ZodIssue[])[], path: Path, { input }: Context) {
  const fitting = errors.filter(
    (issues) => issues.length > 0 && !issues.every((issue) => isMismatch(issue, path, input)),
  );
  return fitting.sort((a, b) => distanceOf(a) - distanceOf(b))[0];
}

const distanceOf = (issues: readonly z.core.$ZodIssue[]): number =>
  issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? 2 * issue.keys.length : 1), 0);

function unknownKey(path: Path, key: string, allowed: readonly string[]): Problem {
  const near = nearest(key, allowed);
  return {
    path: pathText(path),
    message: 'unknown key',
    ...(allowed.length === 0 ? {} : { allowed: say(allowed) }),
    fix: near === undefined ? 'remove it' : `did you mean ${quote(near)}?`,
  };
}
