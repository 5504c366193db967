import { readdir } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Construct } from 'constructs';
import { Definition } from '../definition/index.js';
import { DefinitionError, type Problem } from '../definition/problems.js';
import { loadDefinition } from '../load.js';
import { isObject, nameOf } from '../plain.js';
import { localPlatform, type Platform, platform } from '../platform.js';
import type { DefinitionSchema } from '../service/parse.js';
import type { Resolved } from '../service.js';

/** Makes the chart of one service. */
export type MakeChart = (scope: Construct, service: Resolved<DefinitionSchema>) => unknown;

/** What a platform file says: the platform, and how the organisation extends definitions and charts. */
export interface PlatformFile {
  /** absent for the built-in local platform */
  readonly file?: string;
  readonly platform: Platform;
  readonly schema: DefinitionSchema;
  /** absent for the kit's own ServiceChart */
  readonly chart?: MakeChart;
}

const endings = ['.ts', '.mts', '.js', '.mjs', '.yaml', '.yml', '.json'];
const textEndings = ['.yaml', '.yml', '.json'];

const failure = (source: string, ...problems: readonly Problem[]): DefinitionError =>
  new DefinitionError(source, problems);

/** The platform file of a workspace folder, if it has one; throws a DefinitionError when it has several. A folder that cannot be read has none. */
export const findPlatform = async (dir: string): Promise<string | undefined> => {
  const all = await readdir(dir).catch(() => []);
  const names = all.filter((name) => endings.some((ending) => name === `platform${ending}`)).sort();
  const [first, ...more] = names;
  if (more.length > 0)
    throw failure(dir, { path: '', message: `more than one platform: ${names.join(', ')}`, fix: 'keep one of them' });
  return first === undefined ? undefined : join(dir, first);
};

/**
 * Reads a platform file: YAML or JSON, or the `default` export of a TypeScript or JavaScript module, which may also export
 * `schema`, an extension of `Definition`, and `chart`, a function that makes a service's chart. Throws a DefinitionError
 * that names the file.
 */
export const readPlatform = async (file: string | undefined): Promise<PlatformFile> => {
  if (file === undefined) return { platform: localPlatform, schema: Definition };
  const facts = await named(file, async () => {
    const { input } = await loadDefinition(file);
    return platform(input as Parameters<typeof platform>[0]);
  });
  if (textEndings.includes(extname(file))) return { file, platform: facts, schema: Definition };
  const { schema, chart } = await exportsOf(file);
  const problems = [...wrongSchema(schema), ...wrongChart(chart)];
  if (problems.length > 0) throw failure(file, ...problems);
  return {
    file,
    platform: facts,
    schema: isSchema(schema) ? schema : Definition,
    ...(isChart(chart) && { chart }),
  };
};

/** The platform's own errors do not know where it stands. */
const named = async <T>(file: string, action: () => Promise<T>): Promise<T> => {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof DefinitionError) || error.source === file) throw error;
    throw new DefinitionError(file, error.problems, { cause: error.cause });
  }
};

/** The module is loaded already; what a CommonJS module exports arrives as its `default`. */
const exportsOf = async (file: string): Promise<Readonly<Record<string, unknown>>> => {
  const module: Readonly<Record<string, unknown>> = await import(pathToFileURL(resolve(file)).href);
  return isObject(module.default) && module.default.__esModule === true ? module.default : module;
};

const isSchema = (value: unknown): value is DefinitionSchema =>
  isObject(value) && typeof value.safeParse === 'function' && isObject(value.shape) && 'name' in value.shape;

const isChart = (value: unknown): value is MakeChart => typeof value === 'function';

const wrongSchema = (value: unknown): readonly Problem[] =>
  value === undefined || isSchema(value)
    ? []
    : [
        {
          path: 'schema',
          message: `expected an extension of Definition, found ${nameOf(value)}`,
          fix: 'write export const schema = Definition.extend({ … })',
        },
      ];

const wrongChart = (value: unknown): readonly Problem[] =>
  value === undefined || isChart(value)
    ? []
    : [
        {
          path: 'chart',
          message: `expected a function, found ${nameOf(value)}`,
          fix: 'write export const chart = (scope, service) => new ServiceChart(scope, service)',
        },
      ];
