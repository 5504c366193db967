/** Escapes that Compose knows in double quotes, and what each is. */
const escapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  c: '\\c',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '"': '"',
  '\\': '\\',
  $: '$$',
};

const unescaped = (text: string): string =>
  text.replace(/\\(?:[abcfnrtv$"\\]|0\d{0,3})/g, (found) => {
    const [, kind = '', ...digits] = found;
    return kind === '0' ? String.fromCharCode(Number.parseInt(digits.join(''), 8)) : `${escapes[kind]}`;
  });

/** Puts variables in; here none is set, so that any use of one is an error. */
const substituted = (text: string): string =>
  text.replace(/\$(\$?)/g, (_, second: string) => {
    if (second === '') throw new Error(`a variable is used in ${text}`);
    return '$';
  });

const quotedValue = (text: string): readonly [value: string, rest: string] => {
  const [quote = ''] = text;
  let value = '';
  for (let at = 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === quote) return [quote === '"' ? substituted(unescaped(value)) : value, text.slice(at + 1)];
    if (character === '\\') {
      at += 1;
      value += text.charAt(at) === quote ? quote : `\\${text.charAt(at)}`;
    } else value += character;
  }
  throw new Error(`a quote is not closed in ${text}`);
};

const plainValue = (text: string): readonly [value: string, rest: string] => {
  const [line = ''] = text.split('\n', 1);
  const [value = ''] = line.split(' #', 1);
  return [substituted(value.trimEnd()), text.slice(line.length)];
};

/** Reads an env file as Compose does (compose-go, package dotenv), character by character; throws where Compose would. */
export const readDotenv = (text: string): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  let rest = text.replace(/^\s+/, '');
  while (rest !== '') {
    if (rest.startsWith('#')) rest = rest.replace(/^[^\n]*/, '');
    else {
      const [start = '', key] = /^([\w.-]+)=[ \t]*/.exec(rest) ?? [];
      if (key === undefined) throw new Error(`no key in ${rest}`);
      const after = rest.slice(start.length);
      const [value, left] = /^["']/.test(after) ? quotedValue(after) : plainValue(after);
      found.set(key, value);
      rest = left;
    }
    rest = rest.replace(/^\s+/, '');
  }
  return found;
};
