import { Composer, type CST, type Document, isScalar, LineCounter, Parser, type YAMLError } from 'yaml';
import { DefinitionError, type Problem } from './definition/problems.js';
import { looksSecretValue } from './definition/secret-like.js';

/** Says where in the file an offset is, as the beginning of a message: `at 3:5: `. */
export type Place = (offset: number) => string;

const maxDepth = 64;
const maxErrors = 50;
// biome-ignore lint/suspicious/noControlCharactersInRegex: YAML allows of these only tab, line feed and carriage return
const controlCharacter = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/;

/** The one YAML 1.2 document of a text. Throws a DefinitionError with all errors of syntax, or what else is wrong with the whole. */
export function parseOne(text: string, source: string): { readonly document: Document; readonly place: Place } {
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const place: Place = (offset) => {
    const { line, col } = lines.linePos(offset);
    return `at ${line}:${col}: `;
  };
  const failure = (message: string, fix: string) => new DefinitionError(source, [{ path: '', message, fix }]);
  const empty = failure('the file is empty', 'write at least the name of the service');
  const control = controlCharacter.exec(text);
  if (control)
    throw failure(`${place(control.index)}a control character`, 'save the file as text; write "\\u0007" for one');
  // the composer calls itself for each level: thousands of levels end the process
  if (isTooDeep(tokens)) throw failure(`nested deeper than ${maxDepth} levels`, 'use fewer levels');
  const options = { uniqueKeys: false, merge: false, prettyErrors: false, strict: true };
  const documents = new Composer(options).compose(tokens, true, text.length);
  const document = documents.next().value;
  if (!document) throw empty;
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) throw new DefinitionError(source, syntaxProblems(faults, place));
  if (!documents.next().done) throw failure('more than one document (---)', 'write one service in one file');
  if (document.directives.yaml.version !== '1.2') throw failure('only YAML 1.2 is read', 'remove the %YAML line');
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) throw empty;
  return { document, place };
}

/** Goes down level by level, without calling itself. A level of YAML is at most two of tokens. */
function isTooDeep(tokens: readonly CST.Token[]): boolean {
  let level = tokens;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth + 1) return true;
    level = level.flatMap(inside);
  }
  return false;
}

function inside(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : [];
  if (!('items' in token)) return [];
  return token.items.flatMap((item) => [item.key, item.value].filter((part) => part != null));
}

function syntaxProblems(faults: readonly YAMLError[], place: Place): readonly Problem[] {
  const problems = faults.slice(0, maxErrors).map(({ code, message, pos }) => {
    const first = (message.split('\n')[0] ?? '').slice(0, 200);
    const text = looksSecretValue(first) ? 'bad syntax' : `${first.charAt(0).toLowerCase()}${first.slice(1)}`;
    const fix = fixes[code];
    return { path: '', message: `${place(pos[0])}${text}`, ...(fix === undefined ? {} : { fix }) };
  });
  const more = faults.length - problems.length;
  return more > 0 ? [...problems, { path: '', message: `and ${more} more errors of syntax` }] : problems;
}

const fixes: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  TAB_AS_INDENT: 'indent with spaces',
  TAG_RESOLVE_FAILED: 'remove the tag: definitions are plain data',
};
