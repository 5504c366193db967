const markup = /[&<>]/;
const active = /[&<>\\`*_[\]~$|]/g;
const hidden = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu;
const breaks = /\r\n|[\n\r]/;

const shown = (text: string): string =>
  text.replace(
    hidden,
    (character) => `U+${Number(character.codePointAt(0)).toString(16).toUpperCase().padStart(4, '0')}`,
  );

const entity = (character: string): string => `&#${character.charCodeAt(0)};`;

/** A text as the text of a Markdown table's cell: nothing in it is markup, line breaks are kept, hidden characters are shown. */
export const markdownText = (text: string): string =>
  text
    .trim()
    .split(breaks)
    .map((line) => shown(line).replace(active, (found) => (markup.test(found) ? entity(found) : `\\${found}`)))
    .join('<br>');

/** A text as code in a Markdown table's cell: a code span, or an element with entities where the text would end either. */
export const markdownCode = (text: string): string => {
  if (/^[^`|\\\s\p{C}\p{Z}]+(?: [^`|\\\s\p{C}\p{Z}]+)*$/u.test(text)) return `\`${text}\``;
  const lines = text.split(breaks).map((line) => shown(line).replace(/[!-/:-@[-`{-~ ]/g, entity));
  return `<code>${lines.join('<br>')}</code>`;
};

/** A table with a heading line; the cells are Markdown already. */
export const markdownTable = (heading: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  [heading, heading.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
