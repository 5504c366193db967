/** The most characters that are kept of one line of a program's output. */
export const lineLength = 500;

/** Takes a program's output apart, piece by piece as it comes. */
export interface Lines {
  readonly write: (chunk: string) => void;
  /** Gives the last line, which has no break at its end. */
  readonly end: () => void;
}

/**
 * Gives each line that is not blank, without what is beyond 500 characters: a program that never breaks its line does not
 * fill the memory. A carriage return begins a new line, as terminals show it.
 */
export const linesTo = (onLine: (line: string) => void): Lines => {
  let line = '';
  let cut = false;
  const add = (text: string): void => {
    const room = lineLength - line.length;
    cut ||= text.length > room;
    line += text.slice(0, room);
  };
  const give = (): void => {
    const whole = cut ? `${line.slice(0, -1)}…` : line;
    line = '';
    cut = false;
    if (whole.trim() !== '') onLine(whole.trimEnd());
  };
  return {
    write: (chunk) => {
      const [first = '', ...more] = chunk.split(/[\r\n]/);
      add(first);
      for (const text of more) {
        give();
        add(text);
      }
    },
    end: give,
  };
};

/** What a line of output may hold that is nobody's business: the password of an address. */
const withoutPasswords = (line: string): string => line.replace(/(:\/\/[^\s/:@]*:)[^\s/@]+@/g, '$1…@');

/** Keeps the last lines of an output, without passwords of addresses. */
export const lastLines = (
  count: number,
): { readonly add: (line: string) => void; readonly lines: () => readonly string[] } => {
  const kept: string[] = [];
  return {
    add: (line) => {
      kept.push(withoutPasswords(line));
      if (kept.length > count) kept.shift();
    },
    lines: () => [...kept],
  };
};
