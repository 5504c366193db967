import { Writable } from 'node:stream';
import { styleText } from 'node:util';

/** A stream that is written to, perhaps a terminal. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** The looks of a piece of text. */
export type Look = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Gives a text its looks. */
export type Style = (look: Look, text: string) => string;

/** For pipes, files and whoever wants no colours. */
export const plainStyle: Style = (_, text) => text;

/** Colours where the stream is a terminal that shows them; NO_COLOR and FORCE_COLOR count, as in Node itself. */
export const styleOf = (output: Output): Style =>
  output instanceof Writable && styleText('red', 'x', { stream: output }) !== 'x'
    ? (look, text) => styleText(look, text, { validateStream: false })
    : plainStyle;

/** A text of foreign origin without the characters by which it could command a terminal. */
export const shownSafely = (text: string): string =>
  text.replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
