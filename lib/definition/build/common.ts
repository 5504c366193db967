import { z } from 'zod';
import { RelativePath } from '../relative-path.js';
import { AbsolutePath } from '../scalars.js';
import { shorthand } from '../shorthand.js';

/** The version of a language's tools. */
export const Version = z.string().regex(/^\d+(\.\d+){0,2}$/, 'expected a version such as 1.26');

/** Packages of the system by name, each perhaps with its version. */
export const PackageNames = z.array(
  z.string().regex(/^[A-Za-z0-9][A-Za-z0-9+.-]*(=[\w.:~+-]+)?$/, 'expected the name of a package, such as libpq5'),
);

const Packages = z.strictObject({
  /** packages of the stage that builds, by apt or apk */
  build: PackageNames.default([]),
  /** packages of the final image; only where its runtime has a package manager: `alpine` or `slim` */
  runtime: PackageNames.default([]),
});

/** One shell command, on one line. */
export const ShellCommand = z
  .string()
  .max(4096)
  .regex(
    /^[^\0\n\r]*[^\0\n\r\s\\][ \t]*$/,
    'expected a shell command on one line, not ending in \\; join several with &&',
  );

/** A folder or file that is mounted while a command runs. */
export const MountPath = AbsolutePath.regex(
  /^[\p{L}\p{N}\w./@+~=-]+$/u,
  'expected an absolute path of letters, digits and . / @ + ~ = - _ only, such as /root/.cargo/registry',
);

/** The name of a build secret, as `docker build --secret id=…` gives it. */
export const SecretId = z
  .string()
  .regex(/^[A-Za-z][-_.A-Za-z0-9]{0,62}$/, 'expected the id of a build secret, such as netrc');

/** What every language that is built has. */
export const common = {
  /** files and folders that go into the image beside the program, below the folder of the definition */
  assets: z.array(RelativePath).default([]),
  /** packages of the system: a list for the stage that builds, or the long form */
  packages: shorthand(PackageNames, Packages, (build) => ({ build })).prefault([]),
  /** shell commands that run in the stage that builds, after the source is there and before the program is built */
  steps: z.array(ShellCommand).default([]),
};

/** Dependencies that only those with a secret may fetch: a file that the build mounts and never keeps. */
export const secretFile = {
  /** the build secret with the credentials for private dependencies; `docker build --secret id=<it>,src=…` */
  secret: SecretId.optional(),
};
