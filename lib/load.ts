import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { quote } from './definition/path.js';
import { DefinitionError, type Problem } from './definition/problems.js';
import { isObject, nameOf } from './plain.js';

/** A definition as a team wrote it: not yet checked. */
export interface LoadedDefinition {
  /** the file, as it was named */
  readonly source: string;
  readonly input: unknown;
}

const textEndings = ['.yaml', '.yml', '.json'];
const codeEndings = ['.ts', '.mts', '.js', '.mjs'];
const endings = [...textEndings, ...codeEndings];
const fileNames = endings.map((ending) => `service${ending}`);
const maxBytes = 1024 * 1024;

const failure = (source: string, message: string, fix?: string, cause?: unknown): DefinitionError =>
  new DefinitionError(source, [{ path: '', message, ...(fix === undefined ? {} : { fix }) }], { cause });

/**
 * Reads one definition: YAML or JSON, or the `default` or `service` export of a TypeScript or JavaScript module, which is
 * run. Throws a DefinitionError for whatever keeps the file from being one object; nothing else is checked here.
 */
export async function loadDefinition(file: string): Promise<LoadedDefinition> {
  const ending = extname(file);
  if (!endings.includes(ending)) throw failure(file, `not a definition file: it must end in ${endings.join(', ')}`);
  await requireFile(file);
  const input = await (textEndings.includes(ending) ? readDefinition(file) : importDefinition(file));
  return { source: file, input };
}

async function requireFile(file: string): Promise<void> {
  const found = await stat(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  if (found.isDirectory()) throw failure(file, 'is a folder', 'name a file in it, such as service.yaml');
  if (!found.isFile()) throw failure(file, 'is not a regular file');
  if (found.size > maxBytes)
    throw failure(file, `is larger than 1 MiB (${found.size} bytes)`, 'move data out of the definition');
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file: a part of its path is not a folder',
  EACCES: 'cannot be read: permission denied',
  EPERM: 'cannot be read: permission denied',
  ELOOP: 'cannot be read: its links go in a circle',
};

const unreadable = (path: string, error: unknown, special: Readonly<Record<string, string>> = {}): DefinitionError => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return failure(path, special[code] ?? reasons[code] ?? `cannot be read: ${code}`, undefined, error);
};

/** The YAML parser is loaded where there is YAML to read. */
async function readDefinition(file: string): Promise<unknown> {
  const { readYaml } = await import('./yaml-definition.js');
  return readYaml(await readText(file), file);
}

async function readText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw failure(file, 'is not valid UTF-8', 'save it as UTF-8', error);
  }
}

async function importDefinition(file: string): Promise<unknown> {
  const exported = exportsOf(await importModule(file));
  const input = exported.default ?? exported.service;
  if (input === undefined)
    throw failure(file, 'has neither a default export nor one called service', 'write export default { name: … }');
  if (isObject(input)) return input;
  throw failure(file, `expected an object as its export, found ${nameOf(input)}`, 'export the definition itself');
}

/** What a CommonJS module exports arrives as its `default`. */
function exportsOf(module: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const inner = module.default;
  if (!isObject(inner)) return module;
  const isCommonJs = inner.__esModule === true || (inner.service !== undefined && inner.service === module.service);
  return isCommonJs ? inner : module;
}

async function importModule(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await import(pathToFileURL(resolve(file)).href);
  } catch (error) {
    if (error instanceof DefinitionError) throw error;
    if (error instanceof Error && 'code' in error && error.code === 'ERR_UNKNOWN_FILE_EXTENSION')
      throw failure(file, 'Node cannot run TypeScript by itself', 'run with tsx: node --import tsx …', error);
    throw failure(file, `threw while it was loaded: ${thrown(error)}`, undefined, error);
  }
}

/** The first line of what was thrown, which may be anything; the first two where the first ends in a colon. */
function thrown(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const [first = '', second = ''] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const line = first.endsWith(':') ? `${first} ${second.trim()}` : first;
  return quote(line, 300).slice(1, -1).replaceAll('\\"', '"');
}

/**
 * The definition files of a workspace, sorted: `service.{yaml,yml,json,ts,mts,js,mjs}` in `dir` and in its folders, one
 * level deep, without `node_modules` and hidden folders. Throws a DefinitionError where one folder has two of them.
 */
export async function findDefinitions(dir: string): Promise<readonly string[]> {
  const entries = await list(dir);
  const names = entries.filter((name) => !name.startsWith('.') && name !== 'node_modules');
  const inner = await Promise.all(
    names.map(async (name) => ({ folder: name, found: await definitionsIn(join(dir, name)) })),
  );
  const all = [{ folder: '', found: entries.filter((name) => fileNames.includes(name)) }, ...inner];
  const problems = all.flatMap(twoInOne);
  if (problems.length > 0) throw new DefinitionError(dir, problems);
  return all.flatMap(({ folder, found }) => found.map((name) => join(dir, folder, name))).sort();
}

async function list(dir: string): Promise<readonly string[]> {
  return readdir(dir).catch((error: unknown) => {
    throw unreadable(dir, error, folderReasons);
  });
}

const folderReasons = { ENOENT: 'there is no such folder', ENOTDIR: 'is not a folder' };

/** A name that is no readable folder has no definitions. */
async function definitionsIn(dir: string): Promise<readonly string[]> {
  const isFolder = await stat(dir).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder ? (await list(dir)).filter((name) => fileNames.includes(name)) : [];
}

const twoInOne = ({
  folder,
  found,
}: {
  readonly folder: string;
  readonly found: readonly string[];
}): readonly Problem[] =>
  found.length < 2
    ? []
    : [{ path: folder, message: `more than one definition: ${[...found].sort().join(', ')}`, fix: 'keep one of them' }];
