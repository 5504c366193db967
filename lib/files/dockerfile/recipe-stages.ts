import type { Paragraph } from './instructions.js';

/** What a recipe puts into the Dockerfile. */
export interface RecipeStages {
  /** the stages before the final one */
  readonly before: readonly Paragraph[];
  /** the beginning of the final stage: what does not change with the program */
  readonly base: Paragraph;
  /** the program's files; they come last, since they change most often */
  readonly program: Paragraph;
}
