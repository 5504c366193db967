import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import dockerignore, { type Ignore } from '@balena/dockerignore';
import { DefinitionError } from '../definition/problems.js';
import { fileReason } from '../disk/write-error.js';

/** What a build does not see of its context; paths are below it, with `/`. */
export interface Ignored {
  readonly hides: (path: string) => boolean;
  /** whether nothing in a folder is seen, so that nobody has to look into it */
  readonly hidesAll: (folder: string) => boolean;
}

/** Docker takes these as they are; the library would take them for operators of its own expressions. */
const literal = (line: string): string =>
  sep === '/' ? line.replace(/\\.|[+(){}|]/g, (found) => (found.length === 1 ? `\\${found}` : found)) : line;

const matcherOf = (lines: readonly string[]): Ignore => {
  const matcher = dockerignore.default({ ignorecase: false }).add([...lines]);
  // It keeps answers in an object, in whose prototype it finds the files `constructor` and `valueOf`.
  return Object.assign(matcher, { _cache: Object.create(null) });
};

const isBroken = (line: string): boolean => {
  try {
    matcherOf([line]).ignores('file');
    return false;
  } catch {
    return true;
  }
};

/** The parts of patterns that bring something back. */
const exceptions = (lines: readonly string[]): readonly (readonly string[])[] =>
  lines
    .map((line) => line.trim())
    .filter((line) => line.startsWith('!'))
    .map((line) =>
      line
        .slice(1)
        .split('/')
        .map((part) => part.trim())
        .filter((part) => part !== '' && part !== '.'),
    );

/** Whether a pattern may match something in a folder; where it is not plain text it may match anything. */
const reachesInto = (pattern: readonly string[], folder: readonly string[]): boolean => {
  for (const [index, part] of pattern.entries()) {
    if (part.includes('**') || part === '..') return true;
    const there = folder[index];
    if (there === undefined) return true;
    if (!/[*?[\]\\^]/.test(part) && part !== there) return false;
  }
  return false;
};

/** Reads a `.dockerignore`; a DefinitionError names the lines that are no patterns. */
export const ignoredBy = (text: string, file: string): Ignored => {
  // A byte order mark is no part of the first pattern.
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map(literal);
  const broken = lines.flatMap((line, index) => (isBroken(line) ? [{ line, number: index + 1 }] : []));
  if (broken.length > 0)
    throw new DefinitionError(
      file,
      broken.map(({ line, number }) => ({
        path: `line ${number}`,
        message: 'it is no pattern of paths',
        value: line,
        fix: 'close the bracket, or write a \\ before a character that stands for itself',
      })),
    );
  const matcher = matcherOf(lines);
  const back = exceptions(lines);
  const hides = (path: string): boolean => matcher.ignores(path);
  return {
    hides,
    hidesAll: (folder) => hides(folder) && !back.some((pattern) => reachesInto(pattern, folder.split('/'))),
  };
};

/** What a build of a Dockerfile does not see: `<Dockerfile>.dockerignore` says so, else `.dockerignore`, else nothing. */
export const readIgnored = async (folder: string, dockerfile: string): Promise<Ignored> => {
  for (const name of [`${dockerfile}.dockerignore`, '.dockerignore']) {
    const file = join(folder, name);
    try {
      return ignoredBy(await readFile(file, 'utf8'), file);
    } catch (error) {
      if (error instanceof DefinitionError) throw error;
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') continue;
      throw new DefinitionError(file, [
        {
          path: '',
          message: `it says what the build sees, and cannot be read: ${fileReason(error, 'build')}`,
          fix: 'let it be a file that can be read, or remove it',
        },
      ]);
    }
  }
  return ignoredBy('', folder);
};
