import { z } from 'zod';

/** What a short spelling means, and which kind an object is that does not say so itself. */
export interface Spelling {
  readonly long: z.ZodType;
  /** the long form of a value that is spelled short; undefined when it is not */
  readonly expand: (value: unknown) => unknown;
  readonly kindOf?: (value: Readonly<Record<string, unknown>>) => string | undefined;
}

const spellings = new WeakMap<z.core.$ZodType, Spelling>();

/** The short spelling that a schema takes; undefined when it takes none. */
export const spellingOf = (schema: z.core.$ZodType): Spelling | undefined => spellings.get(schema);

/**
 * A short spelling beside the long form it stands for: both parse to the same value. `expand` says what the short one means;
 * `kindOf` tells long forms apart that do not name their kind, so that one replaces the other in a layer.
 */
export const shorthand = <Short extends z.ZodType, Long extends z.ZodType>(
  short: Short,
  long: Long,
  expand: (value: z.output<Short>) => z.input<Long>,
  kindOf?: Spelling['kindOf'],
) => {
  const spelled = z.pipe(short.transform(expand) as z.ZodType<unknown>, long as z.ZodType<unknown, unknown>);
  const either = z.union([spelled as z.ZodType as z.ZodType<z.output<Long>, z.input<Short>>, long]);
  spellings.set(either, {
    long,
    expand: (value) => {
      const parsed = short.safeParse(value);
      return parsed.success ? expand(parsed.data) : undefined;
    },
    ...(kindOf && { kindOf }),
  });
  return either;
};
