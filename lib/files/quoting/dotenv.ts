const plain = /^[\w@%+:,./][\w@%+=:,./-]*$/;
const oddBackslashes = /(?<!\\)(?:\\\\)*\\$/;

/** What double quotes need; the back tick by its octal code, so that a shell that reads the file runs nothing either. */
const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  $: '\\$',
  '`': '\\0140',
  '\n': '\\n',
  '\r': '\\r',
};

/**
 * A text as the value of a line in an env file, as Compose reads it: plain, in single quotes where nothing is expanded, or
 * in double quotes where it holds line breaks or single quotes. Always one line.
 */
export const dotenvValue = (text: string): string => {
  if (text === '' || plain.test(text)) return text;
  if (!/['\n\r]/.test(text) && !oddBackslashes.test(text)) return `'${text}'`;
  return `"${text.replace(/[\\"$`\n\r]/g, (character) => `${escapes[character]}`)}"`;
};

const breaks = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/** A text as comment lines of an env file; control characters become spaces. */
export const dotenvComment = (text: string): readonly string[] =>
  text.split(breaks).map((line) => `# ${line.replace(/\p{Cc}/gu, ' ').trim()}`.trimEnd());

const name = /^(?:export[ \t]+)?([-\w.[\]\p{L}\p{N}]+)[ \t]*(?:[=:][ \t]*|(?=\r?\n|$))/u;
const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/s;

interface Line {
  readonly key: string;
  /** true where nothing stands after the key */
  readonly isEmpty: boolean;
}

/** The lines of an env file that set a key, as Compose reads it: comments and the further lines of quoted values set none. */
const settings = (text: string): readonly Line[] => {
  const lines: Line[] = [];
  let rest = text.replace(/^\uFEFF/, '').trimStart();
  while (rest !== '') {
    const found = name.exec(rest);
    const after = found === null ? rest : rest.slice(found[0].length);
    const value = found === null ? null : quoted.exec(after);
    const isEmpty = value === null ? /^[^\S\n]*(?:#.*)?(?:\n|$)/.test(after) : value[0].length === 2;
    if (found?.[1] !== undefined) lines.push({ key: found[1], isEmpty });
    rest = (value === null ? after.replace(/^[^\n]*/, '') : after.slice(value[0].length)).trimStart();
  }
  return lines;
};

/** The keys that an env file sets, as Compose reads it. */
export const dotenvKeys = (text: string): readonly string[] => settings(text).map(({ key }) => key);

/** The keys that an env file sets to nothing, in their last line. */
export const dotenvEmptyKeys = (text: string): readonly string[] => {
  const last = new Map(settings(text).map(({ key, isEmpty }) => [key, isEmpty]));
  return [...last].flatMap(([key, isEmpty]) => (isEmpty ? [key] : []));
};
