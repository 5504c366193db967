import type { z } from 'zod';
import { crossFieldProblems } from '../definition/checks.js';
import { Definition } from '../definition/index.js';
import { DefinitionError, type Problem, problemsOf } from '../definition/problems.js';
import type { Platform } from '../platform.js';
import { layered, located, type Provenance, provenance } from './layers.js';

/** A schema that reads definitions: `Definition`, or a team's extension of it. */
export type DefinitionSchema = z.ZodType<Definition>;

/** What was read: the definition with all of its layers and defaults, and the layer that set each leaf. */
export interface Parsed<S extends DefinitionSchema> extends Provenance {
  readonly definition: z.output<S>;
}

/** Stands in for what every definition must have; no rule that reads it is asked. */
const substitutes = { name: 'service', team: 'team' };

/** The merged value without what is malformed and what an extension adds, so that the other rules can still be asked. */
const pruned = (value: Readonly<Record<string, unknown>>, issues: readonly z.core.$ZodIssue[]): unknown => {
  const known = Object.entries(value).filter(([key]) => Object.hasOwn(Definition.shape, key));
  const copy: Record<string, unknown> = structuredClone(Object.fromEntries(known));
  for (const issue of issues) {
    const keys =
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path.slice(0, 1)];
    for (const path of keys) {
      let place: unknown = copy;
      for (const key of path.slice(0, -1)) place = (place as Record<PropertyKey, unknown> | undefined)?.[key];
      const last = path.at(-1);
      if (typeof place === 'object' && place !== null && last !== undefined) Reflect.deleteProperty(place, last);
    }
  }
  return { ...substitutes, ...copy };
};

/**
 * Reads a definition with its layers for one environment: merge, schema, then the rules that span fields. Throws a
 * DefinitionError that lists every problem at once.
 */
export const parse = <S extends DefinitionSchema>(
  schema: S,
  input: unknown,
  {
    platform,
    environment,
    source,
  }: { readonly platform: Platform; readonly environment: string; readonly source: string },
): Parsed<S> => {
  const layers = layered(schema, input, platform, environment, source);
  const result = schema.safeParse(layers.value, { reportInput: true });
  const whereSet = (problem: Problem): Problem => located(problem, layers, source);
  const malformed = new Set((result.error?.issues ?? []).map((issue) => String(issue.path[0] ?? '')));
  const readable = result.success ? result : Definition.safeParse(pruned(layers.value, result.error.issues));
  const problems = [
    ...layers.problems,
    ...(result.success ? [] : problemsOf(result.error, layers.value, schema).map(whereSet)),
    ...(readable.success ? crossFieldProblems(readable.data, malformed).map(whereSet) : []),
  ];
  if (!result.success || problems.length > 0) throw new DefinitionError(source, problems);
  return { definition: result.data, ...provenance(schema, input, platform, environment, source) };
};
