import { z } from 'zod';

/** A path below the folder of the definition, such as `./cmd/server`: never absolute, and never out of it. */
export const RelativePath = z
  .string()
  .min(1)
  .max(1024)
  .regex(
    /^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\p{Cc}\\*?[\]"'`$<>|;&!:#]+$/u,
    'expected a path below the folder of the definition, such as ./cmd/server, without .. and the special characters of shells',
  );

/** A relative path in its shortest form: `./cmd//server/` is `cmd/server`, and `.` is the folder itself. */
export const shortPath = (path: string): string => {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length === 0 ? '.' : parts.join('/');
};
