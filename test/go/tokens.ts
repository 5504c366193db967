/** A token of Go source: a comment, a literal, or a word or sign of the code. */
export interface Token {
  readonly kind: 'comment' | 'string' | 'code';
  readonly text: string;
}

const escaped = String.raw`\\(?:[abfnrtv\\"]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}|U000[0-9a-fA-F]{5}|U0010[0-9a-fA-F]{4})`;

const forms: readonly (readonly [Token['kind'] | 'space', RegExp])[] = [
  ['space', /[ \t\n]+/uy],
  ['comment', /\/\/[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*(?=\n)/uy],
  ['string', new RegExp(String.raw`"(?:[^"\\\p{Cc}\p{Cf}\p{Cs}]|${escaped})*"`, 'uy')],
  ['string', /`"`/uy],
  ['code', /[A-Za-z_]\w*|[0-9][\w.]*|[-+*/%&|<>=!:;,.(){}[\]]/uy],
];

/** The tokens of Go source as strict as the generated file is; throws where none begins, as within a broken literal. */
export const goTokens = (source: string): readonly Token[] => {
  const tokens: Token[] = [];
  let at = 0;
  const next = (): boolean =>
    forms.some(([kind, form]) => {
      form.lastIndex = at;
      const text = form.exec(source)?.[0];
      if (text === undefined) return false;
      at += text.length;
      if (kind !== 'space') tokens.push({ kind, text });
      return true;
    });
  while (at < source.length)
    if (!next()) throw new Error(`no Go token at ${JSON.stringify(source.slice(at, at + 40))}`);
  return tokens;
};

/** The text that a Go string literal stands for. */
export const literalText = (literal: string): string =>
  literal.startsWith('`')
    ? literal.slice(1, -1)
    : String(
        JSON.parse(
          literal.replace(/\\(?:U([0-9a-f]{8})|.)/g, (whole, digits: string | undefined) =>
            digits === undefined ? whole : String.fromCodePoint(Number.parseInt(digits, 16)),
          ),
        ),
      );
