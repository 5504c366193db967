import { z } from 'zod';

/**
 * A short spelling beside the long form it stands for: both parse to the same value. `expand` says what the short one means.
 */
export const shorthand = <Short extends z.ZodType, Long extends z.ZodType>(
  short: Short,
  long: Long,
  expand: (value: z.output<Short>) => z.input<Long>,
) => {
  const spelled = z.pipe(short.transform(expand) as z.ZodType<unknown>, long as z.ZodType<unknown, unknown>);
  return z.union([spelled as z.ZodType as z.ZodType<z.output<Long>, z.input<Short>>, long]);
};
