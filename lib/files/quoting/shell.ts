const plain = /^[\w@%+:,./][\w@%+=:,./-]*$/;

/** A text as one word of a POSIX shell: as it is where nothing in it is special, else in single quotes. */
export const shellWord = (text: string): string =>
  plain.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
