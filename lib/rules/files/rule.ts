import type { Read } from './read.js';
import type { Conflict } from './said.js';

/** A check of the artefacts of one service against each other, with its id, the reason it exists and how to meet it. */
export interface FileRule {
  /** `files/<check>` */
  readonly id: string;
  readonly reason: string;
  readonly fix: string;
  readonly check: (read: Read) => readonly Conflict[];
}
