/** Words that YAML 1.1 or 1.2 reads as null or as a boolean. */
const WORD = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** One line that starts like a word, a path, a variable or a flag, and in which no `: `, no ` #` and no outer space stands. */
const TEXT = /^(?:[A-Za-z0-9_/$(]|--?[A-Za-z])(?:[A-Za-z0-9_./@+%=,()$&*!?;<>'^|~#[\]{}-]|:(?=[^ ])| (?=[^ #]))*$/;

/** Digits with nothing but the signs of numbers, times and dates between them (a parser may read `-E0` so), or with a base. */
const NUMBER_LIKE = /^-{0,2}(?:0[xXoObB]|[0-9eE_][0-9_.:+\-eEtTzZ, ]*$)/;

/** Signs that YAML does not take as they are, or takes as the end of a line, beside tab and line feed. */
const UNPRINTABLE =
  /[^\t\n\x20-\x7e\u{a0}-\u{2027}\u{202a}-\u{d7ff}\u{e000}-\u{fefe}\u{ff00}-\u{fffd}\u{10000}-\u{10ffff}]/u;
const EACH_UNPRINTABLE = new RegExp(UNPRINTABLE.source, 'gu');

const LONE_SURROGATE = /\p{Surrogate}/u;

/** A line of spaces alone, which editors and reviewers do not see. */
const BLANK_LINE = /^[\t ]+$/m;

const escaped = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

function quoted(text: string): string {
  if (LONE_SURROGATE.test(text)) throw new Error(`cannot write ${JSON.stringify(text)}: it is not valid Unicode`);
  return JSON.stringify(text).replace(EACH_UNPRINTABLE, escaped);
}

/** Writes a string on one line: plain where YAML 1.1 and 1.2 both read it back as this very string, else in double quotes. */
export function yamlString(text: string): string {
  return TEXT.test(text) && !NUMBER_LIKE.test(text) && !WORD.test(text) ? text : quoted(text);
}

/** Writes a number so that YAML 1.1 and 1.2 both read a number, which needs a point before an exponent. */
export function yamlNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`cannot write ${value}: JSON has no such number`);
  return JSON.stringify(value).replace(/^(-?[0-9]+)e/, '$1.0e');
}

/** Whether a string of several lines can stand as a block literal, line by line, and be read back unchanged. */
export function isLiteral(text: string): boolean {
  return text.includes('\n') && /^\S/.test(text) && !UNPRINTABLE.test(text) && !BLANK_LINE.test(text);
}

/** Writes a string that `isLiteral` as a block literal, with its lines behind `pad`. */
export function yamlLiteral(text: string, pad: string): string {
  const body = text.replace(/\n+$/, '');
  const ends = text.length - body.length;
  const lines = body.replace(/^(?=[^\n])/gm, pad);
  if (ends === 1) return `|\n${lines}\n`;
  return ends === 0 ? `|-\n${lines}\n` : `|+\n${lines}${'\n'.repeat(ends)}`;
}
