import { z } from 'zod';

/** What a build is called: one identity for the image, its labels, the program in it and the manifests that run it. */
export const BuildIdentity = z.strictObject({
  /** such as `v1.4.2`, or `v1.4.2-3-gf00dfee12345-dirty` as git describes what has no tag of its own */
  version: z
    .string()
    .regex(
      /^(?=.*[A-Za-z0-9_])[^'"\p{Cc}]{1,128}$/u,
      'expected a version of at most 128 characters, a letter or digit among them, without quotes and control characters, such as v1.4.2',
    ),
  /** the commit that was built, in full */
  commit: z.string().regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/, 'expected the 40 hexadecimal digits of a commit'),
  /** true when what was built differs from the commit */
  dirty: z.boolean(),
  /** when the commit was made, in UTC, such as `2026-11-22T10:00:00Z`: never when it was built, so that builds repeat */
  time: z.iso.datetime({ precision: 0, error: 'expected a time in UTC to the second, such as 2026-11-22T10:00:00Z' }),
});

/** One build's identity. */
export type BuildIdentity = z.output<typeof BuildIdentity>;

/**
 * The version as a tag of an image, which has fewer characters than a version may have: what a tag cannot hold becomes one
 * `-`, and is left away at the beginning. `1.2+5` is `1.2-5`, `release/1.4` is `release-1.4`, `@acme/orders@1` is
 * `acme-orders-1`. The Makefile does the same.
 */
export const tagOf = ({ version }: Pick<BuildIdentity, 'version'>): string =>
  version.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^[.-]+/, '');

/** The time in seconds since 1970, as `SOURCE_DATE_EPOCH` says it. */
export const epochSecondsOf = ({ time }: Pick<BuildIdentity, 'time'>): number => Date.parse(time) / 1000;
