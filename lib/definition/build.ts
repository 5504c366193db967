import { z } from 'zod';
import { shorthand } from './shorthand.js';

const RelativePath = z
  .string()
  .min(1)
  .regex(
    /^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\0\n\r]+$/,
    'expected a path below the folder of the definition, such as ./cmd/server',
  );

const Version = z.string().regex(/^\d+(\.\d+){0,2}$/, 'expected a version such as 1.26');

const common = {
  /** files and folders that go into the image beside the program, below the folder of the definition */
  assets: z.array(RelativePath).default([]),
};

const runtime = {
  /** what the image holds beside the program */
  runtime: z.enum(['distroless', 'scratch', 'alpine', 'slim']).default('distroless'),
};

const Go = z.strictObject({
  /** the language that the service is written in; `custom` brings its own stages */
  language: z.literal('go'),
  /** the version of the toolchain */
  version: Version.default('1.26'),
  /** the main package */
  main: RelativePath.default('./cmd/server'),
  ...common,
  ...runtime,
});
const Node = z.strictObject({
  /** the language that the service is written in; `custom` brings its own stages */
  language: z.literal('node'),
  /** the version of Node.js */
  version: Version.default('24'),
  /** the file that is run */
  main: RelativePath.default('dist/main.js'),
  ...common,
});
const Python = z.strictObject({
  /** the language that the service is written in; `custom` brings its own stages */
  language: z.literal('python'),
  /** the version of Python */
  version: Version.default('3.13'),
  /** the module that is run */
  main: z
    .string()
    .regex(/^[A-Za-z_][\w.]*$/, 'expected a module such as app.main')
    .default('app'),
  ...common,
});
const Static = z.strictObject({
  /** the language that the service is written in; `custom` brings its own stages */
  language: z.literal('static'),
  /** the folder whose files are served */
  root: RelativePath.default('public'),
});
const Custom = z.strictObject({
  /** the language that the service is written in; `custom` brings its own stages */
  language: z.literal('custom'),
  /** the Dockerfile that the team keeps itself */
  dockerfile: RelativePath.default('Dockerfile'),
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
