import { z } from 'zod';
import { parseImage } from '../image.js';
import { AbsolutePath, EnvName } from '../scalars.js';
import { shorthand } from '../shorthand.js';
import { MountPath, PackageNames, SecretId, ShellCommand } from './common.js';

const Run = z.strictObject({
  /** a shell command, or files to copy */
  kind: z.literal('run').default('run'),
  /** the shell command, on one line */
  command: ShellCommand,
  /** folders that builds keep and share, such as `/root/.cargo/registry` */
  cache: z.array(MountPath).default([]),
  /** build secrets that it sees as files, by id and path */
  secrets: z.record(SecretId, MountPath).default({}),
});

/** A path in a stage or below the folder of the definition; one that ends in `/` is a folder. */
export const StagePath = z
  .string()
  .min(1)
  .max(1024)
  .regex(
    /^(?!.*(^|\/)\.\.(\/|$))[^\p{Cc}\\*?[\]"'`$<>|;&!:#]+$/u,
    'expected a path such as ./src or /app/, without .. and the special characters of shells',
  );

/** Where files are copied from: an earlier stage, or an image with its version. */
export const CopySource = z
  .string()
  .max(255)
  .refine(
    (text) => text !== 'scratch' && parseImage(text) !== undefined,
    'expected an earlier stage, or an image with its version, such as rust:1.90-slim',
  );

const Copy = z.strictObject({
  /** a shell command, or files to copy */
  kind: z.literal('copy'),
  /** what is copied: below the folder of the definition, or in the stage that `from` names */
  paths: z.array(StagePath).min(1),
  /** where it goes: a folder or a file */
  to: StagePath,
  /** the stage or image that it comes from; absent copies from the source */
  from: CopySource.optional(),
});

/** The name of a stage. */
export const StageName = z
  .string()
  .regex(/^[a-z][-_.a-z0-9]{0,62}$/, 'expected the name of a stage in lower case, such as build');

/** An image with its version, an earlier stage, or scratch. */
export const ImageName = z
  .string()
  .refine(
    (text) => text === 'scratch' || parseImage(text) !== undefined,
    'expected an image with its version, such as rust:1.90-slim, an earlier stage, or scratch',
  );

/** One stage of an image that is described step by step. */
export const Stage = z.strictObject({
  /** the stage's name, which later stages copy from */
  name: StageName,
  /** the image or the earlier stage that it begins with */
  from: ImageName,
  /** the working folder */
  workdir: AbsolutePath.default('/app'),
  /** packages of the system, by apt or apk */
  packages: PackageNames.default([]),
  /** which package manager the image has */
  packageManager: z.enum(['apt', 'apk']).default('apt'),
  /** variables of the stage */
  variables: z.record(EnvName, z.string()).default({}),
  /** shell commands and copies, in order */
  steps: z
    .array(
      shorthand(
        ShellCommand,
        z.discriminatedUnion('kind', [Run, Copy]),
        (command) => ({ kind: 'run' as const, command }),
        (step) => ('paths' in step ? 'copy' : 'run'),
      ),
    )
    .default([]),
});
