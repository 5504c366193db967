/** A variable and its value, as an instruction of an image says them. */
export interface Assignment {
  readonly name: string;
  readonly value: string;
}

/** Parts `A=1 B=two words C=` where a name begins; quotes are long gone, so that a value may hold spaces. */
export const assignmentsIn = (text: string): readonly Assignment[] => {
  const starts = [...text.matchAll(/(?:^|\s)([A-Za-z_][\w.-]*)=/g)];
  return starts.map((found, index) => {
    const from = found.index + found[0].length;
    return { name: found[1] ?? '', value: text.slice(from, starts[index + 1]?.index).trim() };
  });
};

/** `NAME=value` of a variable. */
export const assignmentOf = (text: string): Assignment => {
  const [name = '', ...rest] = text.split('=');
  return { name, value: rest.join('=') };
};

/** One line of an image's history: what was done, the build arguments that the engine wrote before it, and the rest. */
export interface HistoryLine {
  readonly keyword: string;
  readonly assigned: readonly Assignment[];
  readonly text: string;
}

/** What comes before a shell; without one, whatever follows the last assignment is taken for a part of it. */
const parted = (count: number, text: string): readonly [assigned: readonly Assignment[], rest: string] => {
  const shell = text.search(/\s\/\S*sh\s/);
  if (shell >= 0) return [assignmentsIn(text.slice(0, shell)), text.slice(shell).trim()];
  return [assignmentsIn(text).slice(0, count), ''];
};

/**
 * Reads a line of history. BuildKit writes `ENV A=1` and `RUN |1 TOKEN=abc /bin/sh -c … # buildkit`; the builder before it wrote
 * `/bin/sh -c #(nop)  ENV A=1` and `|1 TOKEN=abc /bin/sh -c …`.
 */
export const historyLine = (line: string): HistoryLine => {
  const text = line.replace(/^\/bin\/sh -c #\(nop\)\s+/, '').replace(/ # buildkit$/, '');
  const [, counted, rest] = /^(?:RUN\s+)?\|(\d+)\s+(.*)$/s.exec(text) ?? [];
  if (counted !== undefined && rest !== undefined) {
    const [assigned, command] = parted(Number(counted), rest);
    return { keyword: 'RUN', assigned, text: command };
  }
  const [, keyword = 'RUN', after = text] = /^([A-Z]{3,11})\s+(.*)$/s.exec(text) ?? [];
  const assigns = keyword === 'ENV' || keyword === 'ARG';
  return { keyword, assigned: assigns ? assignmentsIn(after) : [], text: assigns ? '' : after };
};
