import type { Output } from './terminal.js';

/** Tells how far long work is: one line that is rewritten. */
export interface Progress {
  /** Says what is done now, and of how many which one. */
  readonly tell: (what: string, done?: number, total?: number) => void;
  /** Removes the line. */
  readonly end: () => void;
}

const silent: Progress = { tell: () => {}, end: () => {} };
const firstAfterMs = 500;
const everyMs = 100;

/** Progress on a terminal: nothing in the first half second, then at most ten times a second. */
export const showProgress = (
  output: Output,
  { shown, now = () => performance.now() }: { readonly shown: boolean; readonly now?: () => number },
): Progress => {
  if (!shown) return silent;
  let next = now() + firstAfterMs;
  let visible = false;
  return {
    tell: (what, done, total) => {
      if (now() < next) return;
      next = now() + everyMs;
      visible = true;
      const count = done === undefined ? '' : ` ${done}${total === undefined ? '' : `/${total}`}`;
      output.write(`\r\u001b[K${`${what}${count}`.slice(0, (output.columns || 80) - 1)}`);
    },
    end: () => {
      if (visible) output.write('\r\u001b[K');
      visible = false;
    },
  };
};
