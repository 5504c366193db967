import { formatDuration } from '../duration.js';
import type { Definition } from '../index.js';
import type { Problem } from '../problems.js';

/** The concerns of a definition, by the names of its fields. */
export type Concern = keyof Definition;

/** A rule that spans fields of one definition: an id in kebab-case, the concerns it reads, and what is wrong. */
export interface Check {
  readonly id: string;
  readonly concerns: readonly Concern[];
  readonly problems: (definition: Definition) => readonly Omit<Problem, 'check'>[];
}

/** Makes a check whose problems carry its id. */
export const check = (id: string, concerns: readonly Concern[], problems: Check['problems']): Check => ({
  id,
  concerns,
  problems,
});

/** The list without what is undefined: lets a check read as a list of conditions. */
export const found = <T>(...items: readonly (T | undefined | false)[]): T[] =>
  items.filter((item): item is T => item !== undefined && item !== false);

/** Seconds as people write them. */
export const seconds = (value: number): string => formatDuration(value * 1000);

/** The names of a definition's ports as people read them. */
export const portNames = (names: readonly string[]) =>
  names.length === 0 ? 'none: the definition has no ports' : names.join(', ');

/** The pairs of items that have one key. */
export const twice = <T>(items: readonly T[], key: (item: T) => string): readonly (readonly [T, T])[] => {
  const first = new Map<string, T>();
  return items.flatMap((item) => {
    const before = first.get(key(item));
    if (before !== undefined) return [[before, item] as const];
    first.set(key(item), item);
    return [];
  });
};
