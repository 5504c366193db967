import { shellWord } from '../quoting/shell.js';

const lineBreak = /[\n\r]/;
const noCharacter = /\0|\p{Cs}/u;

const refused = (text: string, what: string): Error =>
  new Error(`a Dockerfile cannot hold ${JSON.stringify(text)}: it has ${what}; take it out`);

/** The text itself. Throws when it has a NUL or half a surrogate pair, which no text of a Dockerfile can hold. */
const whole = (text: string): string => {
  if (noCharacter.test(text)) throw refused(text, 'a character that no text can have');
  return text;
};

/** The text itself. Throws when it has a line break too, which ends an instruction. */
export const unbroken = (text: string): string => {
  if (lineBreak.test(text)) throw refused(text, 'a line break');
  return whole(text);
};

const plain = /^[\w./:@+,=-]+$/;

/** A value of ENV or LABEL, or a path of WORKDIR: as it is where nothing in it is special, else in double quotes. */
export const quoted = (text: string): string =>
  plain.test(text) ? text : `"${unbroken(text).replace(/[\\"$]/g, (character) => `\\${character}`)}"`;

const list = (words: readonly string[]): string => `[${words.map((word) => JSON.stringify(whole(word))).join(', ')}]`;

/**
 * An exec array: JSON, in which neither Docker nor a shell replaces anything, and line breaks are escaped. A backslash is
 * written by its number, since hadolint does not read the short form at the end of a word.
 */
export const execArray = (words: readonly string[]): string => list(words).replaceAll('\\\\', '\\u005c');

const plainPath = /^(?![-[])[\w./@+,=*[\]-]+$/;

/** Sources and target of COPY: words, or JSON, in whose strings Docker still replaces variables, as soon as one is special. */
export const copyPaths = (paths: readonly string[]): string =>
  paths.every((path) => plainPath.test(path))
    ? paths.join(' ')
    : list(paths.map((path) => unbroken(path).replace(/[\\"'$]/g, (character) => `\\${character}`)));

/** A path as one word of a shell command that cannot be taken for an option. */
export const shellPath = (path: string): string => shellWord(unbroken(path.startsWith('-') ? `./${path}` : path));

/** The id or path in a mount. Throws on characters that separate the fields of a mount, or that Docker replaces there. */
export const mountField = (text: string): string => {
  if (!/^[\p{L}\p{N}\w./@+~=-]+$/u.test(text))
    throw new Error(
      `a mount of a Dockerfile cannot hold ${JSON.stringify(text)}: use letters, digits and ./@+~=- only`,
    );
  return text;
};

/** A shell command, or a line of one, as RUN takes it. Throws when it is blank or ends in a backslash. */
export const shellCommand = (command: string): string => {
  const text = unbroken(command).trim();
  if (text === '') throw new Error('a Dockerfile cannot run a blank command: take it out');
  if (text.endsWith('\\'))
    throw new Error(
      `a Dockerfile cannot run ${JSON.stringify(command)}: it ends in \\, which joins the next line to it`,
    );
  return text;
};
