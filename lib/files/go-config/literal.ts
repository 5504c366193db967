const printable = /[\p{L}\p{N}\p{P}\p{S} ]/u;
const loneSurrogate = /\p{Cs}/u;

const escaped = (character: string): string => {
  if (character === '"' || character === '\\') return `\\${character}`;
  if (printable.test(character)) return character;
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  if (loneSurrogate.test(character)) return '\\ufffd';
  const digits = Number(character.codePointAt(0)).toString(16);
  return digits.length > 4 ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`;
};

/** A text as an interpreted Go string literal; half a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD. */
export const goString = (text: string): string => `"${[...text].map(escaped).join('')}"`;

/** Texts as a Go slice of strings. */
export const goStrings = (texts: readonly string[]): string => `[]string{${texts.map(goString).join(', ')}}`;

/** A text as it may stand within a comment of one line: no line break, control or invisible character is left. */
export const commentText = (text: string): string =>
  text
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();

const longest = 80;

/** A text as a literal that is short enough for a comment. */
export const shortLiteral = (text: string): string => {
  const characters = [...text];
  return characters.length > longest ? `${goString(characters.slice(0, longest).join(''))}…` : goString(text);
};
