import { at, show } from './values.js';

/** What a predicate has against one place; the path is relative to what the predicate was given. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** No problem when `ok`, else one at the path. */
export const unless = (ok: boolean, path: string, message: string): readonly Problem[] =>
  ok ? [] : [{ path, message }];

/** Demands something of the value under a path; `allowed` completes the sentence `<field> is <found>, must be …`. */
export function must(
  value: unknown,
  path: string,
  allowed: string,
  holds: (found: unknown) => boolean,
): readonly Problem[] {
  const found = at(value, path);
  const field = path.slice(path.lastIndexOf('.') + 1);
  return unless(holds(found), path, `${field} is ${show(found)}, must be ${allowed}`);
}

/** The same problems, seen from one level further out. */
export const under = (path: string, problems: readonly Problem[]): readonly Problem[] =>
  problems.map((problem) => ({ ...problem, path: join(path, problem.path) }));

/** Joins two paths, either of which may be empty. */
export const join = (outer: string, inner: string): string =>
  outer === '' ? inner : inner === '' ? outer : `${outer}.${inner}`;
