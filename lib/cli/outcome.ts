import type { CommonOptions } from './options.js';
import type { Progress } from './progress.js';
import type { Style } from './terminal.js';

/** What a command has to tell. */
export interface Outcome {
  /** 0 fine, 1 the input is wrong, 2 misuse, 70 our fault; 129, 130 and 143 for a command that a signal ended */
  readonly code: 0 | 1 | 2 | 70 | 129 | 130 | 143;
  /** for machines: printed with `ok` before it */
  readonly json: Readonly<Record<string, unknown>>;
  /** for people, without a line break at its end; empty says nothing */
  readonly text: (style: Style) => string;
  /** true when the command could not be done: its text goes to the error stream */
  readonly failed?: boolean;
}

/** What a command does; errors become outcomes elsewhere. */
export type Action = (progress: Progress) => Promise<Outcome>;

/** Runs an action and prints its outcome as the options say. */
export type Perform = (options: CommonOptions, action: Action) => Promise<void>;
