import type { Conflict } from '../files/said.js';
import type { ImageSubject } from './subject.js';

/** A check of a built image against its definition, with its id, the reason it exists and how to meet it. */
export interface ImageRule {
  /** `image/<check>` */
  readonly id: string;
  readonly reason: string;
  readonly fix: string;
  readonly check: (subject: ImageSubject) => readonly Conflict[];
}

/** What mends an image that was built from what the definition no longer says. */
export const anew = 'run "slipway generate", then "slipway build --push"; in a Dockerfile of your own';
