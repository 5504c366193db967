import type { Piece } from './piece.js';

/** A Go function that reads a text as a type; `REFUSED` in its lines returns the zero value and an error that says what is expected. */
export const parser = (
  name: string,
  type: string,
  none: string,
  expected: string,
  imports: readonly string[],
  lines: string,
): Piece => ({
  imports: ['errors', ...imports],
  text: `func ${name}(text string) (${type}, error) {
${lines.replaceAll('REFUSED', `return ${none}, errors.New("expected ${expected}")`)}
}`,
});
