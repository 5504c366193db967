import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { type Style, shownSafely } from './terminal.js';

/** The most time that the comparison of one file may take, in milliseconds. */
const timeout = 2000;

/** What has to change in a file, as a unified diff without a line break at its end. */
export const unifiedDiff = (path: string, before: string, after: string): string => {
  const options = { timeout, headerOptions: FILE_HEADERS_ONLY };
  const diff = createTwoFilesPatch(path, path, before, after, 'on the disk', 'generated', options);
  return diff === undefined ? `${path}: nearly every line differs` : diff.replace(/\n$/, '');
};

/** A unified diff for a terminal: its lines in colours, and nothing in it that commands the terminal. */
export const styledDiff = (diff: string, style: Style): string =>
  shownSafely(diff)
    .split('\n')
    .map((line) => {
      if (/^(---|\+\+\+) /.test(line)) return style('bold', line);
      if (line.startsWith('@@')) return style('cyan', line);
      if (line.startsWith('+')) return style('green', line);
      return line.startsWith('-') ? style('red', line) : line;
    })
    .join('\n');
