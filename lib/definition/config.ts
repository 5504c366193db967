import { z } from 'zod';
import { AbsolutePath, EnvName } from './scalars.js';
import { shorthand } from './shorthand.js';
import { EnvFrom, Secret, Variable } from './variables.js';

const File = z.strictObject({
  /** the whole text of the file */
  content: z.string(),
  /** the file's mode, such as `0444` */
  mode: z
    .string()
    .regex(/^0[0-7]{3}$/, 'expected an octal mode such as 0444')
    .default('0444'),
  /** false says that it is no secret although its name looks like one; goes with `reason` */
  sensitive: z.literal(false).optional(),
  /** why it is no secret */
  reason: z.string().min(1).optional(),
});

/** The path of the configuration file, which is YAML. */
export const ConfigFile = AbsolutePath.regex(
  /\.ya?ml$/,
  'expected a path that ends in .yaml or .yml, such as /etc/app/config.yaml',
);

/** The configuration of the process. */
export const Config = z
  .strictObject({
    /** environment variables by name: a value, or the long form with type, default, required and description */
    variables: z.record(EnvName, Variable).default({}),
    /** secrets by the name of their variable: where each is kept */
    secrets: z.record(EnvName, Secret).default({}),
    /** all keys of ConfigMaps or Secrets that somebody else makes, as variables */
    envFrom: z.array(EnvFrom).default([]),
    /** files by absolute path; their folders hold nothing else */
    files: z
      .record(
        AbsolutePath,
        shorthand(z.string(), File, (content) => ({ content })),
      )
      .default({}),
    /**
     * a YAML file that the process reads under its environment, such as `/etc/app/config.yaml`: what it is told and may change
     * while it runs stands there, and `CONFIG_FILE` names it; needs `reload: watch`
     */
    file: ConfigFile.optional(),
    /** a changed file restarts the pods, or is watched by the process itself */
    reload: z.enum(['restart', 'watch']).default('restart'),
  })
  .prefault({});
