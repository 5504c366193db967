import { z } from 'zod';
import { common, secretFile, Version } from './build/common.js';
import { Stage, StageName } from './build/custom.js';
import { RelativePath } from './relative-path.js';
import { shorthand } from './shorthand.js';

/** The path of a Go file below the folder of the definition. */
export const GoFile = RelativePath.regex(
  /(^|\/)\w+_gen\.go$/,
  'expected a Go file that ends in _gen.go, such as internal/config/config_gen.go',
);

const Go = z.strictObject({
  /** the language that the service is written in; `custom` brings its own stages */
  language: z.literal('go'),
  /** the version of the toolchain */
  version: Version.default('1.26'),
  /** the main package */
  main: RelativePath.default('./cmd/server'),
  /** build tags */
  tags: z.array(z.string().regex(/^[\w.]+$/, 'expected a build tag such as netgo')).default([]),
  /** modules that are not public, as GOPRIVATE patterns such as `git.example.com/*` */
  private: z.array(z.string().regex(/^[\w.*/-]+$/, 'expected a pattern such as git.example.com/*')).default([]),
  /** where the generated configuration struct goes; its folder names the package */
  config: GoFile.default('internal/config/config_gen.go'),
  ...secretFile,
  ...common,
  /** what the image holds beside the program */
  runtime: z.enum(['distroless', 'scratch', 'alpine', 'slim']).default('distroless'),
});
const Node = z.strictObject({
  /** the language that the service is written in; `custom` brings its own stages */
  language: z.literal('node'),
  /** the version of Node.js */
  version: Version.default('24'),
  /** the file that is run; the image holds its folder, or the file alone where it has none */
  main: RelativePath.default('dist/main.js'),
  /** what installs the dependencies from their lock file */
  packageManager: z.enum(['npm', 'pnpm', 'yarn']).default('npm'),
  /** the script of package.json that builds; `none` runs the source as it is */
  script: z
    .string()
    .regex(/^[\w:.-]+$/, 'expected the name of a script in package.json')
    .default('build'),
  ...secretFile,
  ...common,
  /** what the image holds beside the program */
  runtime: z.enum(['distroless', 'alpine', 'slim']).default('distroless'),
});
const Python = z.strictObject({
  /** the language that the service is written in; `custom` brings its own stages */
  language: z.literal('python'),
  /** the version of Python */
  version: Version.default('3.13'),
  /** the module that is run */
  main: z
    .string()
    .regex(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/, 'expected a module such as app.main')
    .default('app'),
  /** the file that lists the dependencies for pip */
  requirements: RelativePath.default('requirements.txt'),
  ...secretFile,
  ...common,
  /** what the image holds beside the program; `distroless` has Python 3.11 and 3.13 */
  runtime: z.enum(['distroless', 'slim']).default('distroless'),
});
const Static = z.strictObject({
  /** the language that the service is written in; `custom` brings its own stages */
  language: z.literal('static'),
  /** the folder whose files are served */
  root: RelativePath.default('public'),
  /** true answers unknown paths with index.html, as single-page applications need it */
  fallback: z.boolean().default(false),
});
const Custom = z.strictObject({
  /** the language that the service is written in; `custom` brings its own stages */
  language: z.literal('custom'),
  /** the Dockerfile; without `stages` the team keeps it itself */
  dockerfile: RelativePath.default('Dockerfile'),
  /** the stage of a Dockerfile of one's own that is built; default: its last one */
  target: StageName.optional(),
  /** the stages of the image, the last one being what runs; the generated Dockerfile is made from them */
  stages: z.array(Stage).default([]),
  /** the program that the last stage runs, with its arguments */
  entrypoint: z.array(z.string().min(1)).default([]),
});

/** How the image is made from the source beside the definition: `go`, or the long form. */
export const Build = shorthand(
  z.enum(['go', 'node', 'python', 'static', 'custom']),
  z.discriminatedUnion('language', [Go, Node, Python, Static, Custom]),
  (language) => ({ language }),
);

/** Go versions from this one see the cgroup's processor limit themselves. */
export const seesCgroups = (goVersion: string): boolean => {
  const [major = 0, minor = 0] = goVersion.split('.').map(Number);
  return major > 1 || (major === 1 && minor >= 25);
};
